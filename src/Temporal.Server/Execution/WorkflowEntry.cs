using Temporal.Server.Clock;
using Temporal.Server.Storage;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Execution;

/// <summary>A workflow id in memory: its lock, its newest run. Only one run of an id is open, so the lock of the id is the lock of the run.</summary>
internal sealed class WorkflowEntry(string namespaceId, string workflowId)
{
    /// <summary>The newest write of this workflow id: an answer that rests on the state in memory waits for it.</summary>
    public Task LastCommit { get; set; } = Task.CompletedTask;

    /// <summary>Held for the time of a transition; never across an await, and never two at once.</summary>
    public object Gate { get; } = new();

    public string NamespaceId { get; } = namespaceId;

    public string WorkflowId { get; } = workflowId;

    /// <summary>The newest run, open or closed; null when there never was one.</summary>
    public CurrentRun? Current { get; set; }

    /// <summary>The newest run while it is in memory.</summary>
    public Run? Run { get; private set; }

    /// <summary>The open run, or null.</summary>
    public Run? Open => Run is { IsOpen: true } run ? run : null;

    /// <summary>Left the table: look it up again.</summary>
    public bool IsRetired { get; set; }

    /// <summary>Reads <see cref="Current"/> once, before the first use.</summary>
    public Task Loaded { get; set; } = Task.CompletedTask;

    public void Begin(Run run)
    {
        Run = run;
        Current = Of(run);
    }

    public static CurrentRun Of(Run run) => new(
        run.State.RunId,
        run.State.FirstRunId,
        run.State.StartRequestId,
        run.State.Status,
        Times.ToDate(run.State.StartTime));

    public void Closed(WorkflowExecutionStatus status) => Current = Current is null ? null : Current with { Status = status };
}
