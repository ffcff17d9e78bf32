namespace Temporalio.Workflows;

/// <summary>Marks a query handler: a method with a result, or a property with a getter.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class WorkflowQueryAttribute : Attribute
{
    /// <summary>Takes the name from the member.</summary>
    public WorkflowQueryAttribute()
    {
    }

    /// <summary>Gives the handler a name.</summary>
    public WorkflowQueryAttribute(string name) => Name = name;

    /// <summary>The given name; null when it comes from the member.</summary>
    public string? Name { get; }

    /// <summary>True for the handler of every name that has none of its own; it takes a <c>string</c> (the name) and <c>IRawValue[]</c>.</summary>
    public bool Dynamic { get; set; }

    /// <summary>A short text for user interfaces.</summary>
    public string? Description { get; set; }
}
