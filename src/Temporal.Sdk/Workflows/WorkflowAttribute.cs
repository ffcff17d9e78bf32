namespace Temporalio.Workflows;

/// <summary>Marks a class or interface as a workflow.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, Inherited = false)]
public sealed class WorkflowAttribute : Attribute
{
    /// <summary>Takes the workflow type's name from the class (for an interface without its leading I).</summary>
    public WorkflowAttribute()
    {
    }

    /// <summary>Gives the workflow type a name.</summary>
    public WorkflowAttribute(string name) => Name = name;

    /// <summary>The given name; null when it comes from the class.</summary>
    public string? Name { get; }

    /// <summary>True for the workflow that runs every type that has no class of its own; it has no name and takes one <c>IRawValue[]</c>.</summary>
    public bool Dynamic { get; set; }

    /// <summary>Exceptions that fail the workflow rather than the workflow task, beyond those of the worker.</summary>
    public Type[]? FailureExceptionTypes { get; set; }
}
