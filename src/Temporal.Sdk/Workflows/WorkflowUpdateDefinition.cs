using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>An update handler of a workflow, with its validator if it has one.</summary>
public class WorkflowUpdateDefinition
{
    private WorkflowUpdateDefinition(
        string? name, string? description, HandlerInvoker invoker, HandlerInvoker? validator, HandlerUnfinishedPolicy unfinishedPolicy)
    {
        Name = name;
        Description = description;
        Invoker = invoker;
        Validator = validator;
        UnfinishedPolicy = unfinishedPolicy;
    }

    /// <summary>The update; null when dynamic.</summary>
    public string? Name { get; }

    /// <summary>A short text for user interfaces.</summary>
    public string? Description { get; }

    /// <summary>True when the handler takes every update that has none of its own.</summary>
    public bool Dynamic => Name is null;

    internal HandlerUnfinishedPolicy UnfinishedPolicy { get; }

    internal HandlerInvoker Invoker { get; }

    internal HandlerInvoker? Validator { get; }

    /// <summary>Takes a method with <see cref="WorkflowUpdateAttribute"/> and its validator.</summary>
    /// <exception cref="ArgumentException">A method or its attribute breaks a rule; the message says which.</exception>
    public static WorkflowUpdateDefinition FromMethod(MethodInfo method, MethodInfo? validatorMethod = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        HandlerRules.ThrowIfAny(Check(method, validatorMethod));
        var attribute = AttributeOf(method)!;
        return new WorkflowUpdateDefinition(
            HandlerRules.NameOf(method, attribute.Name, attribute.Dynamic),
            attribute.Description,
            HandlerInvoker.ForMethod(method),
            validatorMethod is null ? null : HandlerInvoker.ForMethod(validatorMethod),
            attribute.UnfinishedPolicy);
    }

    /// <summary>Takes delegates, for <see cref="Workflow.Updates"/>; a null name makes the handler dynamic.</summary>
    /// <exception cref="ArgumentException">A delegate breaks a rule; the message says which.</exception>
    public static WorkflowUpdateDefinition CreateWithoutAttribute(
        string? name,
        Delegate del,
        Delegate? validatorDel = null,
        HandlerUnfinishedPolicy unfinishedPolicy = HandlerUnfinishedPolicy.WarnAndAbandon,
        string? description = null)
    {
        ArgumentNullException.ThrowIfNull(del);
        var what = $"Update handler '{name ?? "(dynamic)"}'";
        var problems = HandlerRules.CheckShape(del.Method.GetParameters(), what, name, name is null).Concat(CheckResult(del.Method, what));
        HandlerRules.ThrowIfAny(validatorDel is null ? problems : problems.Concat(CheckValidatorShape(del.Method, validatorDel.Method, what)));
        return new WorkflowUpdateDefinition(
            name, description, HandlerInvoker.ForDelegate(del), validatorDel is null ? null : HandlerInvoker.ForDelegate(validatorDel), unfinishedPolicy);
    }

    internal static WorkflowUpdateAttribute? AttributeOf(MethodInfo method) => method.GetCustomAttribute<WorkflowUpdateAttribute>(false);

    internal static IEnumerable<string> Check(MethodInfo method, MethodInfo? validator)
    {
        if (AttributeOf(method) is not { } attribute)
        {
            return [$"{HandlerRules.Describe(method)} has no [WorkflowUpdate] attribute"];
        }

        var problems = HandlerRules.CheckMethod(method, "Update handler", attribute.Name, attribute.Dynamic)
            .Concat(CheckResult(method, $"Update handler {HandlerRules.Describe(method)}"));
        return validator is null ? problems : problems.Concat(CheckValidator(method, validator));
    }

    internal static string NameFromMethodForCall(MethodInfo method)
    {
        HandlerRules.ThrowIfAny(Check(method, null));
        var attribute = AttributeOf(method)!;
        return HandlerRules.NameOf(method, attribute.Name, attribute.Dynamic) ??
            throw new ArgumentException($"{HandlerRules.Describe(method)} is a dynamic update handler: update by name instead.");
    }

    private static IEnumerable<string> CheckResult(MethodInfo method, string what)
    {
        if (!TaskResults.IsTask(method.ReturnType))
        {
            yield return $"{what} must return Task or Task<T>";
        }
    }

    private static IEnumerable<string> CheckValidator(MethodInfo method, MethodInfo validator)
    {
        var what = $"Update validator {HandlerRules.Describe(validator)}";
        if (!validator.IsPublic)
        {
            yield return $"{what} must be public";
        }

        if (validator.IsStatic)
        {
            yield return $"{what} must not be static";
        }

        foreach (var problem in CheckValidatorShape(method, validator, what))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> CheckValidatorShape(MethodInfo method, MethodInfo validator, string what)
    {
        if (validator.ReturnType != typeof(void))
        {
            yield return $"{what}: the validator must return nothing";
        }

        if (!validator.GetParameters().Select(p => p.ParameterType).SequenceEqual(method.GetParameters().Select(p => p.ParameterType)))
        {
            yield return $"{what}: the validator must have the same parameters as its update handler";
        }
    }
}
