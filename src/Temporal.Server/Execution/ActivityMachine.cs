using Temporal.Server.Clock;
using Temporal.Server.Execution.State;
using Temporal.Server.Grpc;
using Temporal.Server.History;
using Temporal.Server.Matching;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Execution;

/// <summary>The activities of a run: scheduled → started → closed, or back to scheduled for the next attempt.</summary>
/// <remarks>Retries leave nothing in history: the started event is written with the closing one and tells of the last attempt.</remarks>
internal sealed class ActivityMachine(Run run)
{
    private readonly ActivityDeadlines _deadlines = new(run);

    /// <summary>The pending ones.</summary>
    public ActivityTable Pending { get; } = new(run.Parts);

    /// <summary>Applies a checked command; its time-outs are filled in and limited by the run's.</summary>
    public void Schedule(Transition transition, ScheduleActivityTaskCommandAttributes command, long completedId, Temporalio.Api.Sdk.V1.UserMetadata? metadata)
    {
        var timeouts = ActivityTimeouts.Normalize(command, run.State.RunTimeout);
        var entry = ActivityEvents.Scheduled(command, timeouts, completedId, transition.Now);
        entry.UserMetadata = metadata;
        var attributes = entry.ActivityTaskScheduledEventAttributes;
        run.EmitDirect(transition, entry);
        var state = new ActivityState
        {
            ScheduledId = entry.EventId,
            ActivityId = command.ActivityId,
            ActivityType = command.ActivityType.Name,
            TaskQueue = attributes.TaskQueue.Name,
            Attempt = 1,
            Stamp = run.NextStamp(transition.Now),
            FirstScheduledAt = transition.Now,
            ScheduledAt = transition.Now,
            RetryPolicy = attributes.RetryPolicy,
            ScheduleToClose = timeouts.ScheduleToClose,
            ScheduleToStart = timeouts.ScheduleToStart,
            StartToClose = timeouts.StartToClose,
            Heartbeat = timeouts.Heartbeat,
            Priority = Priorities.Inherit(command.Priority, run.State.Priority),
        };
        var activity = new Activity(state, entry);
        Pending.Add(activity);
        _deadlines.ScheduleToClose(activity);
        Ready(transition, activity);
    }

    /// <summary>The command to cancel: an activity that has not started is cancelled at once, a running one learns of it by its next heart-beat.</summary>
    /// <returns>Whether the workflow has to be told right away.</returns>
    public bool RequestCancel(Transition transition, long scheduledId, long completedId, string identity)
    {
        // One that has ended while the worker's task was under way is not pending any more: the request is recorded and changes nothing.
        Pending.TryFind(scheduledId, out var activity);
        if (activity is null ? !run.Buffer.EndsActivity(scheduledId) : activity.State.CancelRequested)
        {
            return false;
        }

        var entry = HistoryEvents.New(EventType.ActivityTaskCancelRequested, transition.Now);
        entry.ActivityTaskCancelRequestedEventAttributes = new ActivityTaskCancelRequestedEventAttributes
        {
            ScheduledEventId = scheduledId,
            WorkflowTaskCompletedEventId = completedId,
        };
        var requestedId = run.EmitDirect(transition, entry).EventId;
        if (activity is null)
        {
            return false;
        }

        var state = activity.State;
        state.CancelRequestedId = requestedId;
        state.CancelRequested = true;
        Pending.Save(activity);
        if (activity.IsStarted)
        {
            return false;
        }

        // It comes after the events of all commands, with what else has happened meanwhile.
        run.Buffer.Add(ActivityEvents.CanceledUnstarted(state, identity, transition.Now));
        Pending.Remove(activity);
        return true;
    }

    /// <summary>
    /// Starts the attempt that waits in a queue, for a poll; null when it does not wait any more. Stored where it is the only one that may be:
    /// any other waits again after a crash.
    /// </summary>
    public Activity? Start(Transition transition, long scheduledId, long stamp, PollInfo poll)
    {
        if (!run.IsOpen || !Pending.TryFind(scheduledId, out var activity) || activity.State.Stamp != stamp || activity.IsStarted)
        {
            return null;
        }

        var state = activity.State;
        activity.TimeHold ??= run.Host.Clock.HoldTime();
        state.StartedAt = transition.Now;
        state.Identity = poll.Identity;
        state.RequestId = poll.RequestId;
        Pending.Save(activity);
        if (activity.IsOnlyAttempt)
        {
            transition.Touch(run);
        }

        // The official server stores each start, and with it the task.
        run.Tasks.MakeSpeculativeNormal(transition);
        _deadlines.Started(activity);
        run.Deadlines.Arm();
        return activity;
    }

    /// <summary>The started attempt did not reach its worker, or hardly can have: it waits in the queue again. Should a worker have it all the same, its answer counts.</summary>
    public void TakeBack(Transition transition, long scheduledId, long stamp, bool isSure)
    {
        if (!Pending.TryFind(scheduledId, out var activity) || activity.State.Stamp != stamp || !activity.IsStarted)
        {
            return;
        }

        if (!isSure && (activity.State.HeartbeatAt > activity.State.StartedAt || activity.IsOnlyAttempt))
        {
            return;
        }

        activity.State.StartedAt = 0;
        Pending.Save(activity);
        Ready(transition, activity);
    }

    public void Heartbeat(Transition transition, Activity activity, Payloads? details)
    {
        activity.State.HeartbeatAt = transition.Now;
        activity.State.HeartbeatDetails = details;
        Pending.Save(activity);
        run.Tasks.MakeSpeculativeNormal(transition);
        transition.Touch(run);
    }

    public void Complete(Transition transition, Activity activity, Payloads? result, string identity)
    {
        if (!activity.IsStarted)
        {
            activity.State.Identity = identity;
        }

        var started = EmitStarted(transition, activity);
        var entry = HistoryEvents.New(EventType.ActivityTaskCompleted, transition.Now);
        entry.ActivityTaskCompletedEventAttributes = new ActivityTaskCompletedEventAttributes
        {
            Result = result,
            ScheduledEventId = activity.State.ScheduledId,
            StartedEventId = started,
            Identity = identity,
        };
        Close(transition, activity, entry);
    }

    public void Cancel(Transition transition, Activity activity, Payloads? details, string identity)
    {
        if (!activity.State.CancelRequested)
        {
            throw ServiceException.InvalidArgument("unable to mark activity as canceled without activity being request canceled first");
        }

        var started = EmitStarted(transition, activity);
        var entry = HistoryEvents.New(EventType.ActivityTaskCanceled, transition.Now);
        entry.ActivityTaskCanceledEventAttributes = new ActivityTaskCanceledEventAttributes
        {
            Details = details,
            LatestCancelRequestedEventId = activity.State.CancelRequestedId,
            ScheduledEventId = activity.State.ScheduledId,
            StartedEventId = started,
            Identity = identity,
        };
        Close(transition, activity, entry);
    }

    /// <summary>The attempt failed: the next one, or the end of the activity.</summary>
    public void Fail(Transition transition, Activity activity, Failure failure, string identity)
    {
        var retry = TryRetry(transition, activity, failure);
        if (retry == RetryState.InProgress)
        {
            return;
        }

        var started = EmitStarted(transition, activity);
        var entry = HistoryEvents.New(EventType.ActivityTaskFailed, transition.Now);
        entry.ActivityTaskFailedEventAttributes = new ActivityTaskFailedEventAttributes
        {
            Failure = failure,
            ScheduledEventId = activity.State.ScheduledId,
            StartedEventId = started,
            Identity = identity,
            RetryState = retry,
        };
        Close(transition, activity, entry);
    }

    /// <summary>A deadline of an activity is due; nothing happens when it is not that of the attempt at hand.</summary>
    public void Due(Transition transition, Deadline deadline)
    {
        if (!Pending.TryFind(deadline.EventId, out var activity))
        {
            return;
        }

        var state = activity.State;
        var isThisAttempt = state.Stamp == deadline.Stamp;
        switch (deadline.Kind)
        {
            case DeadlineKind.ActivityRetry when isThisAttempt && !activity.IsStarted:
                Ready(transition, activity);
                break;
            case DeadlineKind.ActivityScheduleToStart when isThisAttempt && !activity.IsStarted:
                TimeOut(transition, activity, TimeoutType.ScheduleToStart);
                break;
            case DeadlineKind.ActivityScheduleToClose when !activity.IsStarted && IsStartDue(state, deadline.DueAt):
                TimeOut(transition, activity, TimeoutType.ScheduleToStart);
                break;
            case DeadlineKind.ActivityScheduleToClose:
                TimeOut(transition, activity, TimeoutType.ScheduleToClose);
                break;
            case DeadlineKind.ActivityStartToClose when isThisAttempt && activity.IsStarted:
                TimeOut(transition, activity, TimeoutType.StartToClose);
                break;
            case DeadlineKind.ActivityHeartbeat when isThisAttempt && activity.IsStarted:
                var due = Times.Add(Math.Max(state.HeartbeatAt, state.StartedAt), state.Heartbeat);
                if (due > transition.Now)
                {
                    run.Deadlines.Add(deadline with { DueAt = due });
                }
                else
                {
                    TimeOut(transition, activity, TimeoutType.Heartbeat);
                }

                break;
        }
    }

    /// <summary>After a restart: deadlines and queues as the states say.</summary>
    public void Recover(long now)
    {
        foreach (var activity in Pending.All)
        {
            _deadlines.ScheduleToClose(activity);
            if (activity.IsStarted)
            {
                _deadlines.Started(activity);
            }
            else if (activity.State.ScheduledAt > now)
            {
                _deadlines.Retry(activity);
            }
            else
            {
                _deadlines.ScheduleToStart(activity);
                Offer(activity);
            }
        }
    }

    // Where both times are over at once, that it never started is what is told.
    private static bool IsStartDue(ActivityState state, long now) =>
        state.ScheduleToStart != 0 && state.Attempt == 1 && Times.Add(state.ScheduledAt, state.ScheduleToStart) <= now;

    private void TimeOut(Transition transition, Activity activity, TimeoutType type)
    {
        var state = activity.State;
        var failure = Failures.Timeout($"activity {type} timeout", type, state.HeartbeatDetails);
        var retry = TryRetry(transition, activity, failure);
        if (retry == RetryState.InProgress)
        {
            return;
        }

        if (retry == RetryState.Timeout)
        {
            failure = Failures.Timeout(
                "Not enough time to schedule next retry before activity ScheduleToClose timeout, giving up retrying",
                TimeoutType.ScheduleToClose,
                state.HeartbeatDetails,
                failure);
        }
        else if (type is TimeoutType.ScheduleToClose or TimeoutType.ScheduleToStart)
        {
            failure.Cause = state.LastFailure;
        }

        var started = activity.IsStarted ? EmitStarted(transition, activity) : 0;
        var entry = HistoryEvents.New(EventType.ActivityTaskTimedOut, transition.Now);
        entry.ActivityTaskTimedOutEventAttributes = new ActivityTaskTimedOutEventAttributes
        {
            Failure = failure,
            ScheduledEventId = state.ScheduledId,
            StartedEventId = started,
            RetryState = retry,
        };
        Close(transition, activity, entry);
    }

    private RetryState TryRetry(Transition transition, Activity activity, Failure failure)
    {
        var state = activity.State;
        if (state.CancelRequested)
        {
            return RetryState.CancelRequested;
        }

        var deadline = state.ScheduleToClose == 0 ? 0 : Times.Add(state.FirstScheduledAt, state.ScheduleToClose);
        var (interval, retry) = RetryPolicies.Next(state.RetryPolicy, state.Attempt, failure, transition.Now, deadline);
        if (retry != RetryState.InProgress)
        {
            return retry;
        }

        state.Attempt++;
        state.RequestId = "";
        state.Stamp = run.NextStamp(transition.Now);
        state.StartedAt = 0;
        state.LastFailure = FailureSizes.Fit(failure, FailureSizes.KeptOfAttempt, FailureSizes.KeptOfAttempt, nonRetryable: false).Clone();
        state.LastIdentity = state.Identity;
        if (state.LastFailure.TimeoutFailureInfo is { } timeout)
        {
            // The details are the activity's own from here on.
            timeout.LastHeartbeatDetails = null;
            state.LastAttemptCompletedAt = 0;
        }
        else
        {
            state.LastAttemptCompletedAt = transition.Now;
        }

        state.RetryInterval = interval;
        state.ScheduledAt = Times.Add(transition.Now, interval);
        activity.ReleaseTime();
        Pending.Save(activity);
        transition.Touch(run);
        _deadlines.Retry(activity);
        return RetryState.InProgress;
    }

    private long EmitStarted(Transition transition, Activity activity)
    {
        var entry = ActivityEvents.Started(activity.State, activity.IsStarted ? activity.State.StartedAt : transition.Now);
        run.Emit(transition, entry);
        return entry.EventId;
    }

    private void Close(Transition transition, Activity activity, HistoryEvent entry)
    {
        Pending.Remove(activity);
        run.Emit(transition, entry);
        run.Tasks.Schedule(transition);
    }

    private void Ready(Transition transition, Activity activity)
    {
        _deadlines.ScheduleToStart(activity);
        transition.AfterCommit(() => Offer(activity));
    }

    private void Offer(Activity activity)
    {
        var key = TaskQueueKey.Activity(run.State.NamespaceId, activity.State.TaskQueue);
        QueuedActivityTask task;
        lock (run.Entry.Gate)
        {
            if (activity.IsStarted || !run.IsOpen)
            {
                return;
            }

            if (run.Host.Queues.HasPoller(key))
            {
                activity.TimeHold ??= run.Host.Clock.HoldTime();
            }

            task = new QueuedActivityTask(run, activity.State);
        }

        run.Host.Queues.Offer(key, task);
    }
}
