using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>A signal handler of a workflow.</summary>
public class WorkflowSignalDefinition
{
    private WorkflowSignalDefinition(string? name, string? description, HandlerInvoker invoker, HandlerUnfinishedPolicy unfinishedPolicy)
    {
        Name = name;
        Description = description;
        Invoker = invoker;
        UnfinishedPolicy = unfinishedPolicy;
    }

    /// <summary>The signal; null when dynamic.</summary>
    public string? Name { get; }

    /// <summary>A short text for user interfaces.</summary>
    public string? Description { get; }

    /// <summary>True when the handler takes every signal that has none of its own.</summary>
    public bool Dynamic => Name is null;

    internal HandlerUnfinishedPolicy UnfinishedPolicy { get; }

    internal HandlerInvoker Invoker { get; }

    /// <summary>Takes a method with <see cref="WorkflowSignalAttribute"/>.</summary>
    /// <exception cref="ArgumentException">The method or its attribute breaks a rule; the message says which.</exception>
    public static WorkflowSignalDefinition FromMethod(MethodInfo method)
    {
        ArgumentNullException.ThrowIfNull(method);
        HandlerRules.ThrowIfAny(Check(method));
        var attribute = AttributeOf(method)!;
        return new WorkflowSignalDefinition(
            HandlerRules.NameOf(method, attribute.Name, attribute.Dynamic), attribute.Description, HandlerInvoker.ForMethod(method), attribute.UnfinishedPolicy);
    }

    /// <summary>Takes a delegate, for <see cref="Workflow.Signals"/>; a null name makes it dynamic.</summary>
    /// <exception cref="ArgumentException">The delegate breaks a rule; the message says which.</exception>
    public static WorkflowSignalDefinition CreateWithoutAttribute(
        string? name,
        Delegate del,
        HandlerUnfinishedPolicy unfinishedPolicy = HandlerUnfinishedPolicy.WarnAndAbandon,
        string? description = null)
    {
        ArgumentNullException.ThrowIfNull(del);
        var what = $"Signal handler '{name ?? "(dynamic)"}'";
        HandlerRules.ThrowIfAny(HandlerRules.CheckShape(del.Method.GetParameters(), what, name, name is null).Concat(CheckResult(del.Method, what)));
        return new WorkflowSignalDefinition(name, description, HandlerInvoker.ForDelegate(del), unfinishedPolicy);
    }

    internal static WorkflowSignalAttribute? AttributeOf(MethodInfo method) => method.GetCustomAttribute<WorkflowSignalAttribute>(false);

    internal static IEnumerable<string> Check(MethodInfo method)
    {
        if (AttributeOf(method) is not { } attribute)
        {
            return [$"{HandlerRules.Describe(method)} has no [WorkflowSignal] attribute"];
        }

        return HandlerRules.CheckMethod(method, "Signal handler", attribute.Name, attribute.Dynamic)
            .Concat(CheckResult(method, $"Signal handler {HandlerRules.Describe(method)}"));
    }

    internal static string NameFromMethodForCall(MethodInfo method)
    {
        HandlerRules.ThrowIfAny(Check(method));
        var attribute = AttributeOf(method)!;
        return HandlerRules.NameOf(method, attribute.Name, attribute.Dynamic) ??
            throw new ArgumentException($"{HandlerRules.Describe(method)} is a dynamic signal handler: send the signal by its name instead.");
    }

    private static IEnumerable<string> CheckResult(MethodInfo method, string what)
    {
        if (method.ReturnType != typeof(Task))
        {
            yield return $"{what} must return Task";
        }
    }
}
