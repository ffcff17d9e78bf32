namespace Temporalio.Workflows;

/// <summary>Marks a signal handler: a method that returns a task.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowSignalAttribute : Attribute
{
    /// <summary>Takes the name from the member (without a trailing Async).</summary>
    public WorkflowSignalAttribute()
    {
    }

    /// <summary>Gives the handler a name.</summary>
    public WorkflowSignalAttribute(string name) => Name = name;

    /// <summary>The given name; null when it comes from the member.</summary>
    public string? Name { get; }

    /// <summary>True for the handler of every name that has none of its own; it takes a <c>string</c> (the name) and <c>IRawValue[]</c>.</summary>
    public bool Dynamic { get; set; }

    /// <summary>A short text for user interfaces.</summary>
    public string? Description { get; set; }

    /// <summary>What happens when the workflow ends while the handler is still running.</summary>
    public HandlerUnfinishedPolicy UnfinishedPolicy { get; set; } = HandlerUnfinishedPolicy.WarnAndAbandon;
}
