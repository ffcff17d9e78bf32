using Temporal.Server.Clock;
using Temporal.Server.Execution.State;
using Temporal.Server.History;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using TaskQueue = Temporalio.Api.TaskQueue.V1.TaskQueue;

namespace Temporal.Server.Execution;

/// <summary>The events that a workflow task leaves in history.</summary>
internal static class WorkflowTaskEvents
{
    public static HistoryEvent Scheduled(WorkflowTaskState task, string normalQueue)
    {
        var entry = HistoryEvents.New(EventType.WorkflowTaskScheduled, task.ScheduledAt);
        entry.WorkflowTaskScheduledEventAttributes = new WorkflowTaskScheduledEventAttributes
        {
            TaskQueue = task.Sticky
                ? new TaskQueue { Name = task.Queue, Kind = TaskQueueKind.Sticky, NormalName = normalQueue }
                : new TaskQueue { Name = task.Queue, Kind = TaskQueueKind.Normal },
            StartToCloseTimeout = Times.ToDuration(task.Timeout),
            Attempt = task.Attempt,
        };
        return entry;
    }

    public static HistoryEvent Started(WorkflowTaskState task)
    {
        var entry = HistoryEvents.New(EventType.WorkflowTaskStarted, task.StartedAt);
        entry.WorkflowTaskStartedEventAttributes = new WorkflowTaskStartedEventAttributes
        {
            ScheduledEventId = task.ScheduledId,
            Identity = task.Identity,
            RequestId = task.RequestId,
            SuggestContinueAsNew = task.SuggestContinueAsNew,
            HistorySizeBytes = task.HistoryBytes,
        };
        entry.WorkflowTaskStartedEventAttributes.SuggestContinueAsNewReasons.Add(task.Reasons);
        return entry;
    }

    public static HistoryEvent Failed(WorkflowTaskState task, TaskFailure failure, long now)
    {
        var entry = HistoryEvents.New(EventType.WorkflowTaskFailed, now);
        entry.WorkflowTaskFailedEventAttributes = new WorkflowTaskFailedEventAttributes
        {
            ScheduledEventId = task.ScheduledId,
            StartedEventId = task.StartedId,
            Cause = failure.Cause,
            Failure = failure.Failure,
            Identity = failure.Identity,
#pragma warning disable CS0612 // still shown by tools
            BinaryChecksum = failure.BinaryChecksum,
#pragma warning restore CS0612
        };
        return entry;
    }

    public static HistoryEvent TimedOut(WorkflowTaskState task, TimeoutType type, long now)
    {
        var entry = HistoryEvents.New(EventType.WorkflowTaskTimedOut, now);
        entry.WorkflowTaskTimedOutEventAttributes = new WorkflowTaskTimedOutEventAttributes
        {
            ScheduledEventId = task.ScheduledId,
            StartedEventId = task.StartedId,
            TimeoutType = type,
        };
        return entry;
    }

    /// <summary>Gives an event that is shown and not stored the id that it would have.</summary>
    public static HistoryEvent WithId(HistoryEvent entry, long id)
    {
        entry.EventId = id;
        return entry;
    }
}
