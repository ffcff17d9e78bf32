using Temporal.Server.Clock;
using Temporal.Server.Execution.State;
using Temporal.Server.Matching;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Execution;

/// <summary>The workflow task of a run: none → scheduled → started → completed, failed or timed out. At most one at a time.</summary>
/// <remarks>
/// A normal task's events are in history. A transient one repeats a failed task: its scheduled and started events are shown to the worker and stored
/// only when it completes. A speculative one carries updates and leaves no trace when it only rejects them.
/// </remarks>
internal sealed class WorkflowTaskMachine(Run run)
{
    private const int AttemptsBeforeBackoff = 3;
    private static readonly long BackoffStart = TimeSpan.FromSeconds(5).Ticks;
    private static readonly long BackoffLimit = TimeSpan.FromMinutes(10).Ticks;

    private IDisposable? _timeHold;

    public WorkflowTaskState? Pending => run.State.Task;

    public bool IsStarted => Pending is { StartedId: > 0 };

    /// <summary>Attempt of the task that is pending or comes next.</summary>
    public int Attempt => Math.Max(Pending?.Attempt ?? run.State.TaskAttempt, 1);

    /// <summary>Schedules a task if the run is open, none is pending and the first one need not wait: it does not for an update.</summary>
    public void Schedule(Transition transition, bool isSpeculative = false)
    {
        var state = run.State;
        if (Pending is not null || !run.IsOpen || (state.FirstTaskAt != 0 && !isSpeculative))
        {
            return;
        }

        var attempt = Math.Max(state.TaskAttempt, 1);
        var sticky = state.StickyQueue.Length > 0;
        var task = new WorkflowTaskState
        {
            Kind = isSpeculative ? TaskKind.Speculative : attempt > 1 ? TaskKind.Transient : TaskKind.Normal,
            Attempt = attempt,
            ScheduledId = state.NextEventId,
            ScheduledAt = transition.Now,
            OriginalScheduledAt = state.TaskOriginalScheduledAt == 0 ? transition.Now : state.TaskOriginalScheduledAt,
            Timeout = TimeoutOf(attempt),
            Queue = sticky ? state.StickyQueue : state.TaskQueue,
            Sticky = sticky,
            Stamp = run.NextStamp(transition.Now),
        };
        state.TaskOriginalScheduledAt = 0;
        state.Task = task;
        if (task.Kind == TaskKind.Normal)
        {
            run.EmitDirect(transition, ScheduledEvent(task));
        }
        else if (!isSpeculative)
        {
            transition.Touch(run);
        }

        transition.AfterCommit(() => Dispatch(task));
    }

    /// <summary>Schedules a task now, also where the first one was to wait.</summary>
    public void ScheduleNow(Transition transition)
    {
        run.State.FirstTaskAt = 0;
        Schedule(transition);
    }

    /// <summary>Hands the pending task to its queue (again).</summary>
    public void Dispatch(WorkflowTaskState task)
    {
        var queues = run.Host.Queues;
        var normal = TaskQueueKey.Workflow(run.State.NamespaceId, run.State.TaskQueue);
        var key = normal;
        lock (run.Entry.Gate)
        {
            if (Pending != task || task.StartedId > 0)
            {
                return;
            }

            if (task.Sticky)
            {
                var sticky = TaskQueueKey.Workflow(run.State.NamespaceId, task.Queue);
                if (queues.HasPoller(sticky))
                {
                    key = sticky;
                    run.Deadlines.Add(new Deadline(DeadlineKind.TaskScheduleToStart, Times.Add(task.ScheduledAt, run.State.StickyTimeout), Stamp: task.Stamp));
                    run.Deadlines.Arm();
                }
            }

            if (queues.HasPoller(key))
            {
                _timeHold ??= run.Host.Clock.HoldTime();
            }
        }

        queues.Offer(key, new QueuedWorkflowTask(run, task) { NormalQueue = normal });
    }

    /// <summary>Starts the pending task for a poll; null when it is not that task any more.</summary>
    public StartedTask? Start(Transition transition, long stamp, PollInfo poll)
    {
        var state = run.State;
        var task = Pending;
        if (task is null || task.Stamp != stamp || task.StartedId > 0 || !run.IsOpen)
        {
            return null;
        }

        if (task.Kind == TaskKind.Transient && task.ScheduledId != state.NextEventId)
        {
            task.Kind = TaskKind.Normal;
            task.Attempt = 1;
            task.ScheduledId = run.History.Append(ScheduledEvent(task)).EventId;
        }

        if (!poll.IsSticky)
        {
            state.StickyQueue = "";
        }

        _timeHold ??= run.Host.Clock.HoldTime();
        task.StartedAt = transition.Now;
        task.RequestId = poll.RequestId;
        task.Identity = poll.Identity;
        SuggestContinueAsNew(task);
        var next = state.NextEventId;
        HistoryEvent[] suffix = [];
        if (task.Kind == TaskKind.Normal)
        {
            task.StartedId = run.History.Append(WorkflowTaskEvents.Started(task)).EventId;
            next = state.NextEventId;
        }
        else
        {
            task.StartedId = task.ScheduledId + 1;
            suffix = [WorkflowTaskEvents.WithId(ScheduledEvent(task), task.ScheduledId), WorkflowTaskEvents.WithId(WorkflowTaskEvents.Started(task), task.StartedId)];
        }

        run.Deadlines.Add(new Deadline(DeadlineKind.TaskStartToClose, Times.Add(transition.Now, task.Timeout), Stamp: task.Stamp));
        return new StartedTask
        {
            Run = run,
            Token = TokenOf(task),
            PreviousStartedId = state.LastStartedId,
            ScheduledAt = task.ScheduledAt,
            FromEventId = poll.IsSticky ? state.LastStartedId + 1 : 1,
            NextEventId = next,
            Suffix = suffix,
            Messages = run.Updates.Send(task.StartedId - 1),
            Queries = run.Queries.Attach(),
        };
    }

    private TaskToken TokenOf(WorkflowTaskState task) => new()
    {
        NamespaceId = run.State.NamespaceId,
        WorkflowId = run.State.WorkflowId,
        RunId = run.State.RunId,
        ScheduledId = task.ScheduledId,
        StartedId = task.StartedId,
        Attempt = task.Attempt,
        StartedAt = task.StartedAt,
        Stamp = task.Stamp,
    };

    /// <summary>The started task did not reach its worker: as if it had not been started, and into its queue again.</summary>
    public void TakeBack(Transition transition, long stamp)
    {
        if (Pending is not { StartedId: > 0 } task || task.Stamp != stamp)
        {
            return;
        }

        if (task.Kind == TaskKind.Normal && !run.History.TryRemoveLast(task.StartedId))
        {
            TimeOut(transition, TimeoutType.StartToClose);
            return;
        }

        task.StartedId = 0;
        task.Stamp = run.NextStamp(transition.Now);
        run.Updates.TakeBack();
        run.Queries.TakeBack();
        run.FlushBuffer(transition);
        transition.AfterCommit(() => Dispatch(task));
    }

    /// <summary>The task that this token belongs to, or null.</summary>
    /// <remarks>
    /// A start that a restart has forgotten is followed by another one of the same task, which may show the worker more events: what the first worker
    /// made of its task must not count for that one.
    /// </remarks>
    public WorkflowTaskState? Find(TaskToken token) =>
        Pending is { StartedId: > 0 } task && task.Stamp == token.Stamp && task.ScheduledId == token.ScheduledId && task.Attempt == token.Attempt
            && task.StartedId == token.StartedId && task.StartedAt == token.StartedAt
            ? task
            : null;

    /// <summary>Writes what a transient or speculative task has not written yet; it is a normal one then.</summary>
    /// <remarks>The identity is who is known to have started it: the real server does not remember the poller of such a task.</remarks>
    public void MakeNormal(Transition transition, string identity = "")
    {
        if (Pending is not { } task || task.Kind == TaskKind.Normal)
        {
            return;
        }

        // A run that has had a task does not wait for its first one.
        run.State.FirstTaskAt = 0;
        task.Kind = TaskKind.Normal;
        task.ScheduledId = run.EmitDirect(transition, ScheduledEvent(task)).EventId;
        if (task.StartedId > 0)
        {
            task.Identity = identity;
            task.StartedId = run.EmitDirect(transition, WorkflowTaskEvents.Started(task)).EventId;
        }
    }

    public void MakeSpeculativeNormal(Transition transition)
    {
        if (Pending is { Kind: TaskKind.Speculative })
        {
            MakeNormal(transition);
        }
    }

    /// <summary>The task is over; nothing pends any more.</summary>
    public void Clear()
    {
        run.State.Task = null;
        _timeHold?.Dispose();
        _timeHold = null;
    }

    /// <summary>The worker (or the server, for what the worker sent) says that the task failed.</summary>
    /// <remarks>With keepsAttempt the next one counts as a further attempt although new events have come.</remarks>
    public void Fail(Transition transition, TaskFailure failure, bool keepsAttempt = false)
    {
        var task = Pending ?? throw new InvalidOperationException("No workflow task is pending.");
        if (task.Kind != TaskKind.Transient)
        {
            MakeNormal(transition, failure.Identity);
            run.EmitDirect(transition, WorkflowTaskEvents.Failed(task, failure, transition.Now));
        }

        Again(transition, isCounted: true, keepsAttempt);
    }

    /// <summary>The run ends while a worker holds the task.</summary>
    public void FailForClose(Transition transition, TaskFailure? failure = null)
    {
        if (Pending is { } task && task.Kind != TaskKind.Transient)
        {
            failure ??= new TaskFailure(WorkflowTaskFailedCause.ForceCloseCommand, null, "history-service");
            MakeNormal(transition, failure.Identity);
            run.EmitDirect(transition, WorkflowTaskEvents.Failed(task, failure, transition.Now));
        }

        Clear();
    }

    /// <summary>The worker did not take or not finish the task in time.</summary>
    public void TimeOut(Transition transition, TimeoutType type)
    {
        var task = Pending ?? throw new InvalidOperationException("No workflow task is pending.");
        if (task.Kind != TaskKind.Transient)
        {
            MakeNormal(transition);
            run.EmitDirect(transition, WorkflowTaskEvents.TimedOut(task, type, transition.Now));
        }

        Again(transition, isCounted: type != TimeoutType.ScheduleToStart);
    }

    /// <summary>After a restart: the pending task goes to its queue again, or its time-out runs on.</summary>
    public void Recover()
    {
        if (Pending is not { } task)
        {
            return;
        }

        if (task.Kind == TaskKind.Speculative)
        {
            Clear();
            return;
        }

        if (task.StartedId > 0)
        {
            run.Deadlines.Add(new Deadline(DeadlineKind.TaskStartToClose, Times.Add(task.StartedAt, task.Timeout), Stamp: task.Stamp));
        }
        else
        {
            task.Sticky = false;
            Dispatch(task);
        }
    }

    private HistoryEvent ScheduledEvent(WorkflowTaskState task) => WorkflowTaskEvents.Scheduled(task, run.State.TaskQueue);

    private void SuggestContinueAsNew(WorkflowTaskState task)
    {
        var limits = run.Host.Limits;
        task.HistoryBytes = run.State.HistoryBytes;
        task.Reasons.Clear();
        if (run.State.HistoryBytes >= limits.HistorySizeSuggestContinueAsNew)
        {
            task.Reasons.Add(SuggestContinueAsNewReason.HistorySizeTooLarge);
        }

        if (run.State.NextEventId >= limits.HistoryCountSuggestContinueAsNew)
        {
            task.Reasons.Add(SuggestContinueAsNewReason.TooManyHistoryEvents);
        }

        if (run.State.UpdateCount >= limits.UpdatesTotal * limits.UpdatesSuggestContinueAsNew)
        {
            task.Reasons.Add(SuggestContinueAsNewReason.TooManyUpdates);
        }

        task.SuggestContinueAsNew = task.Reasons.Count > 0;
    }

    // A failure on a sticky queue may be the fault of that worker's cache: the next try is a first one, on the normal queue.
    private void Again(Transition transition, bool isCounted, bool keepsAttempt = false)
    {
        var task = Pending!;
        var wasSticky = run.State.StickyQueue.Length > 0;
        run.State.StickyQueue = "";
        run.State.TaskAttempt = isCounted && !wasSticky ? task.Attempt + 1 : wasSticky ? 1 : task.Attempt;
        Clear();
        transition.Touch(run);
        run.Updates.TakeBack();
        run.Queries.TakeBack();
        if (run.FlushBuffer(transition) && !keepsAttempt)
        {
            run.State.TaskAttempt = 1;
        }

        Schedule(transition);
        run.Queries.GiveUpIfFailing(transition);
    }

    private long TimeoutOf(int attempt)
    {
        if (attempt <= AttemptsBeforeBackoff)
        {
            return run.State.TaskTimeout;
        }

        var doublings = Math.Min(attempt - AttemptsBeforeBackoff - 1, 10);
        return run.State.TaskTimeout + Math.Min(BackoffStart << doublings, BackoffLimit);
    }
}
