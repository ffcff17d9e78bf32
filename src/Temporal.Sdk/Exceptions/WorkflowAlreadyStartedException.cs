namespace Temporalio.Exceptions;

/// <summary>A workflow with this id exists and the id policies forbid another.</summary>
public class WorkflowAlreadyStartedException : FailureException
{
    private const string TypeUnknown = "<unknown>";

    /// <summary>Creates the exception where the type of the workflow is not known.</summary>
    public WorkflowAlreadyStartedException(string message, string workflowId, string runId)
        : this(message, workflowId, TypeUnknown, runId)
    {
    }

    /// <summary>Creates the exception.</summary>
    public WorkflowAlreadyStartedException(string message, string workflowId, string workflowType, string runId)
        : base(message)
    {
        WorkflowId = workflowId;
        WorkflowType = workflowType;
        RunId = runId;
    }

    /// <summary>Gets the id of the workflow.</summary>
    public string WorkflowId { get; }

    /// <summary>Gets the type of the workflow that was to be started.</summary>
    public string WorkflowType { get; }

    /// <summary>Gets the run id of the workflow that exists.</summary>
    public string RunId { get; }
}
