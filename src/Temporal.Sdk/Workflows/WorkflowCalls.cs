using System.Linq.Expressions;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>Turns lambda expressions on a workflow type into the names and arguments that go over the wire.</summary>
internal static class WorkflowCalls
{
    /// <summary>The workflow type and arguments of a call of a run method.</summary>
    public static Call Run(LambdaExpression expression)
    {
        var call = ExpressionUtil.ExtractCall(expression);
        if (call.Method.GetCustomAttribute<WorkflowRunAttribute>(false) is null)
        {
            throw new ArgumentException(
                $"{Describe(call.Method)} is not a run method: mark it with [WorkflowRun], or call the method that has it.", nameof(expression));
        }

        var type = WorkflowType(expression.Parameters[0].Type, call.Method);
        return new Call(WorkflowDefinition.NameFromTypeForCall(type), call.Args);
    }

    /// <summary>The signal and arguments of a call of a signal handler.</summary>
    public static Call Signal(LambdaExpression expression)
    {
        var call = ExpressionUtil.ExtractCall(expression);
        return new Call(WorkflowSignalDefinition.NameFromMethodForCall(call.Method), call.Args);
    }

    /// <summary>The query and arguments of a call of a query handler or of reading a query property.</summary>
    public static Call Query(LambdaExpression expression)
    {
        if (ExpressionUtil.TryExtractProperty(expression) is { } property)
        {
            return new Call(WorkflowQueryDefinition.NameFromPropertyForCall(property), []);
        }

        var call = ExpressionUtil.ExtractCall(expression);
        return new Call(WorkflowQueryDefinition.NameFromMethodForCall(call.Method), call.Args);
    }

    /// <summary>The update and arguments of a call of an update handler.</summary>
    public static Call Update(LambdaExpression expression)
    {
        var call = ExpressionUtil.ExtractCall(expression);
        return new Call(WorkflowUpdateDefinition.NameFromMethodForCall(call.Method), call.Args);
    }

    private static Type WorkflowType(Type parameterType, MethodInfo method) =>
        parameterType.GetCustomAttribute<WorkflowAttribute>(false) is null && method.DeclaringType is { } declaring &&
        declaring.GetCustomAttribute<WorkflowAttribute>(false) is not null
            ? declaring
            : parameterType;

    private static string Describe(MethodInfo method) => $"{method.DeclaringType?.Name}.{method.Name}";

    /// <summary>A name and what is sent with it.</summary>
    internal sealed record Call(string Name, IReadOnlyCollection<object?> Args);
}
