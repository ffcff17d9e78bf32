namespace Temporalio.Workflows;

/// <summary>What a dynamic workflow decides about a run when it starts.</summary>
public class WorkflowDefinitionOptions : ICloneable
{
    /// <summary>Exceptions that fail the workflow rather than the workflow task; null takes those of the attribute.</summary>
    public Type[]? FailureExceptionTypes { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public object Clone() => MemberwiseClone();
}
