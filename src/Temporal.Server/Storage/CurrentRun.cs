using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Storage;

/// <summary>The newest run of a workflow id: what starting the same id again has to know.</summary>
internal sealed record CurrentRun(
    string RunId,
    string FirstRunId,
    string StartRequestId,
    WorkflowExecutionStatus Status,
    DateTimeOffset StartTime)
{
    /// <summary>The run is not closed.</summary>
    public bool IsOpen => Status is WorkflowExecutionStatus.Running or WorkflowExecutionStatus.Paused;
}
