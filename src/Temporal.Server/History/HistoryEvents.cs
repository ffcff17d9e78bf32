using Temporal.Server.Clock;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.History;

/// <summary>Small questions about history events.</summary>
internal static class HistoryEvents
{
    public static HistoryEvent New(EventType type, long time) => new() { EventType = type, EventTime = Times.ToTimestamp(time) };

    /// <summary>Gives a buffered closing event the id that the started event of the same activity or child got in the meantime.</summary>
    public static void WireStartedId(HistoryEvent entry, Dictionary<long, long> started)
    {
        long Find(long scheduledId, long current) => started.TryGetValue(scheduledId, out var id) ? id : Math.Max(current, 0);

        if (entry.ActivityTaskCompletedEventAttributes is { } completed)
        {
            completed.StartedEventId = Find(completed.ScheduledEventId, completed.StartedEventId);
        }
        else if (entry.ActivityTaskFailedEventAttributes is { } failed)
        {
            failed.StartedEventId = Find(failed.ScheduledEventId, failed.StartedEventId);
        }
        else if (entry.ActivityTaskTimedOutEventAttributes is { } timedOut)
        {
            timedOut.StartedEventId = Find(timedOut.ScheduledEventId, timedOut.StartedEventId);
        }
        else if (entry.ActivityTaskCanceledEventAttributes is { } canceled)
        {
            canceled.StartedEventId = Find(canceled.ScheduledEventId, canceled.StartedEventId);
        }
        else if (entry.ChildWorkflowExecutionCompletedEventAttributes is { } childCompleted)
        {
            childCompleted.StartedEventId = Find(childCompleted.InitiatedEventId, childCompleted.StartedEventId);
        }
        else if (entry.ChildWorkflowExecutionFailedEventAttributes is { } childFailed)
        {
            childFailed.StartedEventId = Find(childFailed.InitiatedEventId, childFailed.StartedEventId);
        }
        else if (entry.ChildWorkflowExecutionCanceledEventAttributes is { } childCanceled)
        {
            childCanceled.StartedEventId = Find(childCanceled.InitiatedEventId, childCanceled.StartedEventId);
        }
        else if (entry.ChildWorkflowExecutionTimedOutEventAttributes is { } childTimedOut)
        {
            childTimedOut.StartedEventId = Find(childTimedOut.InitiatedEventId, childTimedOut.StartedEventId);
        }
        else if (entry.ChildWorkflowExecutionTerminatedEventAttributes is { } childTerminated)
        {
            childTerminated.StartedEventId = Find(childTerminated.InitiatedEventId, childTerminated.StartedEventId);
        }
    }
}
