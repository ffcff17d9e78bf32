using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>A query handler of a workflow.</summary>
public class WorkflowQueryDefinition
{
    private WorkflowQueryDefinition(string? name, string? description, HandlerInvoker invoker)
    {
        Name = name;
        Description = description;
        Invoker = invoker;
    }

    /// <summary>The query; null when dynamic.</summary>
    public string? Name { get; }

    /// <summary>A short text for user interfaces.</summary>
    public string? Description { get; }

    /// <summary>True when the handler takes every query that has none of its own.</summary>
    public bool Dynamic => Name is null;

    internal HandlerInvoker Invoker { get; }

    /// <summary>Takes a method with <see cref="WorkflowQueryAttribute"/>.</summary>
    /// <exception cref="ArgumentException">The method or its attribute breaks a rule; the message says which.</exception>
    public static WorkflowQueryDefinition FromMethod(MethodInfo method)
    {
        ArgumentNullException.ThrowIfNull(method);
        HandlerRules.ThrowIfAny(Check(method));
        var attribute = AttributeOf(method)!;
        return new WorkflowQueryDefinition(
            HandlerRules.NameOf(method, attribute.Name, attribute.Dynamic), attribute.Description, HandlerInvoker.ForMethod(method));
    }

    /// <summary>Takes a property with <see cref="WorkflowQueryAttribute"/>.</summary>
    /// <exception cref="ArgumentException">The property or its attribute breaks a rule; the message says which.</exception>
    public static WorkflowQueryDefinition FromProperty(PropertyInfo property)
    {
        ArgumentNullException.ThrowIfNull(property);
        HandlerRules.ThrowIfAny(Check(property));
        var attribute = AttributeOf(property)!;
        return new WorkflowQueryDefinition(attribute.Name ?? property.Name, attribute.Description, HandlerInvoker.ForMethod(property.GetMethod!));
    }

    /// <summary>Takes a delegate, for <see cref="Workflow.Queries"/>; a null name makes it dynamic.</summary>
    /// <exception cref="ArgumentException">The delegate breaks a rule; the message says which.</exception>
    public static WorkflowQueryDefinition CreateWithoutAttribute(string? name, Delegate del, string? description = null)
    {
        ArgumentNullException.ThrowIfNull(del);
        var what = $"Query handler '{name ?? "(dynamic)"}'";
        HandlerRules.ThrowIfAny(
            HandlerRules.CheckShape(del.Method.GetParameters(), what, name, name is null).Concat(CheckResult(del.Method.ReturnType, what)));
        return new WorkflowQueryDefinition(name, description, HandlerInvoker.ForDelegate(del));
    }

    internal static WorkflowQueryAttribute? AttributeOf(MemberInfo member) => member.GetCustomAttribute<WorkflowQueryAttribute>(false);

    internal static IEnumerable<string> Check(MethodInfo method)
    {
        if (AttributeOf(method) is not { } attribute)
        {
            return [$"{HandlerRules.Describe(method)} has no [WorkflowQuery] attribute"];
        }

        return HandlerRules.CheckMethod(method, "Query handler", attribute.Name, attribute.Dynamic)
            .Concat(CheckResult(method.ReturnType, $"Query handler {HandlerRules.Describe(method)}"));
    }

    internal static IEnumerable<string> Check(PropertyInfo property)
    {
        var what = $"Query property {HandlerRules.Describe(property)}";
        if (AttributeOf(property) is not { } attribute)
        {
            yield return $"{HandlerRules.Describe(property)} has no [WorkflowQuery] attribute";
            yield break;
        }

        if (attribute.Dynamic)
        {
            yield return $"{what} cannot be dynamic";
        }

        if (property.GetMethod is not { } getter)
        {
            yield return $"{what} must have a getter";
            yield break;
        }

        foreach (var problem in HandlerRules.CheckMethod(getter, "Query property", attribute.Name, false).Concat(CheckResult(property.PropertyType, what)))
        {
            yield return problem;
        }
    }

    internal static string NameFromMethodForCall(MethodInfo method)
    {
        HandlerRules.ThrowIfAny(Check(method));
        var attribute = AttributeOf(method)!;
        return HandlerRules.NameOf(method, attribute.Name, attribute.Dynamic) ??
            throw new ArgumentException($"{HandlerRules.Describe(method)} is a dynamic query handler: query by name instead.");
    }

    internal static string NameFromPropertyForCall(PropertyInfo property)
    {
        HandlerRules.ThrowIfAny(Check(property));
        return AttributeOf(property)!.Name ?? property.Name;
    }

    private static IEnumerable<string> CheckResult(Type type, string what)
    {
        if (type == typeof(void))
        {
            yield return $"{what} must return a value";
        }
        else if (TaskResults.IsTask(type))
        {
            yield return $"{what} must not return a task: a query only reads";
        }
    }
}
