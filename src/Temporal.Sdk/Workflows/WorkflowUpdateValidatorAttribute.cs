namespace Temporalio.Workflows;

/// <summary>Marks the method that may refuse an update before it enters history: it returns nothing and throws to refuse.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowUpdateValidatorAttribute : Attribute
{
    /// <summary>Names the update's method (not the update).</summary>
    public WorkflowUpdateValidatorAttribute(string updateMethod) => UpdateMethod = updateMethod;

    /// <summary>The update's method.</summary>
    public string UpdateMethod { get; }
}
