namespace Temporalio.Exceptions;

/// <summary>The awaited run continued as new and the caller asked not to follow.</summary>
public class WorkflowContinuedAsNewException : TemporalException
{
    /// <summary>Creates the exception.</summary>
    public WorkflowContinuedAsNewException(string newRunId)
        : base("Workflow continued as new") => NewRunId = newRunId;

    /// <summary>Gets the id of the run that follows.</summary>
    public string NewRunId { get; }
}
