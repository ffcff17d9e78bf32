using System.Linq.Expressions;
using System.Reflection;
using Temporalio.Activities;

namespace Temporalio.Workflows;

/// <summary>Turns lambda expressions on activity methods into names and arguments.</summary>
internal static class ActivityCalls
{
    /// <summary>The activity type and arguments of a call of a method with <see cref="ActivityAttribute"/>.</summary>
    public static WorkflowCalls.Call Read(LambdaExpression expression)
    {
        var call = ExpressionUtil.ExtractCall(expression);
        var attribute = call.Method.GetCustomAttribute<ActivityAttribute>(false) ?? throw new ArgumentException(
            $"{HandlerRules.Describe(call.Method)} is not an activity: mark it with [Activity], or call the activity by name.", nameof(expression));
        var name = HandlerRules.NameOf(call.Method, attribute.Name, attribute.Dynamic) ?? throw new ArgumentException(
            $"{HandlerRules.Describe(call.Method)} is a dynamic activity: call it by an activity type's name instead.", nameof(expression));
        return new WorkflowCalls.Call(name, call.Args);
    }
}
