using Temporal.Server.Clock;
using Temporal.Server.Execution.State;
using Temporal.Server.History;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using TaskQueue = Temporalio.Api.TaskQueue.V1.TaskQueue;

namespace Temporal.Server.Execution;

/// <summary>The events of activities that need more than a result.</summary>
internal static class ActivityEvents
{
    public static HistoryEvent Scheduled(ScheduleActivityTaskCommandAttributes command, ActivityTimeouts timeouts, long completedId, long now)
    {
        var entry = HistoryEvents.New(EventType.ActivityTaskScheduled, now);
        entry.ActivityTaskScheduledEventAttributes = new ActivityTaskScheduledEventAttributes
        {
            ActivityId = command.ActivityId,
            ActivityType = command.ActivityType,
            TaskQueue = new TaskQueue { Name = command.TaskQueue.Name, Kind = TaskQueueKind.Normal },
            Header = command.Header,
            Input = command.Input,
            ScheduleToCloseTimeout = Times.ToDuration(timeouts.ScheduleToClose),
            ScheduleToStartTimeout = Times.ToDuration(timeouts.ScheduleToStart),
            StartToCloseTimeout = Times.ToDuration(timeouts.StartToClose),
            HeartbeatTimeout = Times.ToDuration(timeouts.Heartbeat),
            WorkflowTaskCompletedEventId = completedId,
            RetryPolicy = RetryPolicies.WithDefaults(command.RetryPolicy),
            Priority = command.Priority,
        };
        return entry;
    }

    public static HistoryEvent Started(ActivityState state, long startedAt)
    {
        var entry = HistoryEvents.New(EventType.ActivityTaskStarted, startedAt);
        entry.ActivityTaskStartedEventAttributes = new ActivityTaskStartedEventAttributes
        {
            ScheduledEventId = state.ScheduledId,
            Identity = state.Identity,
            RequestId = state.RequestId,
            Attempt = state.Attempt,
            LastFailure = state.LastFailure,
        };
        return entry;
    }

    /// <summary>The end of an activity that was cancelled before anyone had started it.</summary>
    public static HistoryEvent CanceledUnstarted(ActivityState state, string identity, long now)
    {
        var entry = HistoryEvents.New(EventType.ActivityTaskCanceled, now);
        entry.ActivityTaskCanceledEventAttributes = new ActivityTaskCanceledEventAttributes
        {
            Details = new Payloads { Payloads_ = { ActivityDetails.NotStarted() } },
            LatestCancelRequestedEventId = state.CancelRequestedId,
            ScheduledEventId = state.ScheduledId,
            Identity = identity,
        };
        return entry;
    }
}
