using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using SuggestContinueAsNewReason = Temporalio.Workflows.SuggestContinueAsNewReason;

namespace Temporalio.Worker.Engine.Machines;

/// <summary>
/// Workflow tasks: Scheduled → Started → Completed, Failed or TimedOut. The start of a task that was completed, or of the one at hand, sets the
/// workflow's time and what it may know of its history. Time never goes back.
/// </summary>
internal sealed class WorkflowTaskMachine
{
    /// <summary>The workflow's time (UTC).</summary>
    public DateTime Time { get; private set; }

    /// <summary>Events in history up to the last start.</summary>
    public long StartedEventId { get; private set; }

    public long HistorySizeBytes { get; private set; }

    public bool ContinueAsNewSuggested { get; private set; }

    public IReadOnlyList<SuggestContinueAsNewReason> ContinueAsNewReasons { get; private set; } = [];

    /// <summary>Handles the start of a task.</summary>
    /// <param name="e">The event.</param>
    /// <param name="next">The event behind it among those at hand.</param>
    public void OnStarted(HistoryEvent e, HistoryEvent? next)
    {
        if (next is { EventType: EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut })
        {
            return;
        }

        var started = e.WorkflowTaskStartedEventAttributes;
        StartedEventId = e.EventId;
        HistorySizeBytes = started.HistorySizeBytes;
        ContinueAsNewSuggested = started.SuggestContinueAsNew;
        ContinueAsNewReasons = started.SuggestContinueAsNewReasons.Count == 0
            ? []
            : [.. started.SuggestContinueAsNewReasons.Select(reason => (SuggestContinueAsNewReason)reason)];
        var time = e.EventTime?.ToDateTime() ?? Time;
        if (time > Time)
        {
            Time = time;
        }
    }

    /// <summary>Sets the time of a run whose first task has not started yet.</summary>
    public void OnRunStarted(HistoryEvent e) => Time = e.EventTime?.ToDateTime() ?? Time;
}
