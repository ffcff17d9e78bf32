using Temporal.Server.Clock;
using Temporal.Server.Execution;
using Temporalio.Api.Activity.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporal.Server.Services;

/// <summary>How a pending activity looks to describe.</summary>
internal static class PendingActivities
{
    public static PendingActivityInfo Describe(Activity activity, long now)
    {
        var state = activity.State;
        var info = new PendingActivityInfo
        {
            ActivityId = state.ActivityId,
            ActivityType = new ActivityType { Name = state.ActivityType },
            State = state.CancelRequested ? PendingActivityState.CancelRequested
                : activity.IsStarted ? PendingActivityState.Started : PendingActivityState.Scheduled,
            HeartbeatDetails = state.HeartbeatDetails,
            LastHeartbeatTime = Times.ToTimestampOrNull(state.HeartbeatAt),
            LastStartedTime = Times.ToTimestampOrNull(state.StartedAt),
            Attempt = state.Attempt,
            MaximumAttempts = state.RetryPolicy.MaximumAttempts,
            ScheduledTime = Times.ToTimestamp(state.ScheduledAt),
            ExpirationTime = state.ScheduleToClose == 0 ? null : Times.ToTimestamp(Times.Add(state.FirstScheduledAt, state.ScheduleToClose)),
            LastFailure = state.LastFailure,
            LastWorkerIdentity = activity.IsStarted ? state.Identity : state.LastIdentity,
            LastAttemptCompleteTime = Times.ToTimestampOrNull(state.LastAttemptCompletedAt),
            Priority = state.Priority,
            ActivityOptions = new ActivityOptions
            {
                TaskQueue = new Temporalio.Api.TaskQueue.V1.TaskQueue { Name = state.TaskQueue, NormalName = state.TaskQueue },
                ScheduleToCloseTimeout = Times.ToDuration(state.ScheduleToClose),
                ScheduleToStartTimeout = Times.ToDuration(state.ScheduleToStart),
                StartToCloseTimeout = Times.ToDuration(state.StartToClose),
                HeartbeatTimeout = Times.ToDuration(state.Heartbeat),
                RetryPolicy = WithoutErrorTypes(state.RetryPolicy),
            },
        };
        if (!activity.IsStarted && state.Attempt > 1 && state.ScheduledAt > now)
        {
            info.NextAttemptScheduleTime = Times.ToTimestamp(state.ScheduledAt);
        }

        if (!activity.IsStarted)
        {
            info.CurrentRetryInterval = state.Attempt == 1 ? state.RetryPolicy.InitialInterval : Times.ToDuration(state.RetryInterval);
        }

        return info;
    }

    /// <summary>The official server does not show them here; the event has them.</summary>
    private static RetryPolicy WithoutErrorTypes(RetryPolicy policy)
    {
        if (policy.NonRetryableErrorTypes.Count == 0)
        {
            return policy;
        }

        var shown = policy.Clone();
        shown.NonRetryableErrorTypes.Clear();
        return shown;
    }
}
