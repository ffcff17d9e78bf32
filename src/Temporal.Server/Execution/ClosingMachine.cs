using Temporal.Server.Clock;
using Temporal.Server.History;
using Temporal.Server.Namespaces;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporal.Server.Execution;

/// <summary>How a run ends: by its own commands, by request, by time; and the run that follows it, if one does.</summary>
internal sealed class ClosingMachine(Run run)
{
    public void Complete(Transition transition, Payloads? result, long completedId, UserMetadata? metadata)
    {
        var entry = HistoryEvents.New(EventType.WorkflowExecutionCompleted, transition.Now);
        entry.UserMetadata = metadata;
        entry.WorkflowExecutionCompletedEventAttributes = new WorkflowExecutionCompletedEventAttributes
        {
            Result = result,
            WorkflowTaskCompletedEventId = completedId,
        };
        Close(transition, entry, WorkflowExecutionStatus.Completed, successor: null);
    }

    public void Cancel(Transition transition, Payloads? details, long completedId, UserMetadata? metadata)
    {
        var entry = HistoryEvents.New(EventType.WorkflowExecutionCanceled, transition.Now);
        entry.UserMetadata = metadata;
        entry.WorkflowExecutionCanceledEventAttributes = new WorkflowExecutionCanceledEventAttributes
        {
            Details = details,
            WorkflowTaskCompletedEventId = completedId,
        };
        Close(transition, entry, WorkflowExecutionStatus.Canceled, successor: null);
    }

    /// <summary>Fails the run; the retry policy, if there is one, may run it again.</summary>
    public void Fail(Transition transition, Failure? failure, long completedId, UserMetadata? metadata)
    {
        var (successor, retry) = Retry(transition, failure);
        var entry = HistoryEvents.New(EventType.WorkflowExecutionFailed, transition.Now);
        entry.UserMetadata = metadata;
        entry.WorkflowExecutionFailedEventAttributes = new WorkflowExecutionFailedEventAttributes
        {
            Failure = failure,
            RetryState = retry,
            WorkflowTaskCompletedEventId = completedId,
            NewExecutionRunId = successor?.RunId ?? "",
        };
        Close(transition, entry, WorkflowExecutionStatus.Failed, successor);
    }

    public void ContinueAsNew(Transition transition, ContinueAsNewWorkflowExecutionCommandAttributes command, long completedId)
    {
        var state = run.State;
        var spec = new StartSpec
        {
            Namespace = new NamespaceRef(state.NamespaceId, state.Namespace),
            WorkflowId = state.WorkflowId,
            RequestId = Guid.NewGuid().ToString(),
            WorkflowType = command.WorkflowType?.Name is { Length: > 0 } ? command.WorkflowType : new WorkflowType { Name = state.WorkflowType },
            TaskQueue = command.TaskQueue?.Name is { Length: > 0 } queue ? queue : state.TaskQueue,
            Input = command.Input,
            Header = command.Header,
            Memo = command.Memo,
            SearchAttributes = run.Host.SearchAttributes.Typed(state.Namespace, command.SearchAttributes),
            ExecutionTimeout = state.ExecutionTimeout,
            RunTimeout = command.WorkflowRunTimeout is null ? state.RunTimeout : Times.Ticks(command.WorkflowRunTimeout),
            TaskTimeout = command.WorkflowTaskTimeout is null ? state.TaskTimeout : RunFactory.TaskTimeout(command.WorkflowTaskTimeout, run.Host.Limits, 0),
            RetryPolicy = command.RetryPolicy is null ? null : RetryPolicies.WithDefaults(command.RetryPolicy),
            Priority = state.Priority,
            UserMetadata = state.UserMetadata,
            Parent = state.Parent,
            Root = state.Root,
            Delay = SpacedDelay(transition.Now, Times.Ticks(command.BackoffStartInterval)),
            FirstRunId = state.FirstRunId,
            ContinuedRunId = state.RunId,
            Initiator = command.Initiator == ContinueAsNewInitiator.Unspecified ? ContinueAsNewInitiator.Workflow : command.Initiator,
            ContinuedFailure = command.Failure,
            LastCompletionResult = command.LastCompletionResult,
            ExecutionDeadline = state.ExecutionDeadline,
            OriginalStartTime = state.OriginalStartTime,
        };
        var entry = HistoryEvents.New(EventType.WorkflowExecutionContinuedAsNew, transition.Now);
        entry.WorkflowExecutionContinuedAsNewEventAttributes = new WorkflowExecutionContinuedAsNewEventAttributes
        {
            NewExecutionRunId = spec.RunId,
            WorkflowType = spec.WorkflowType,
            TaskQueue = new Temporalio.Api.TaskQueue.V1.TaskQueue { Name = spec.TaskQueue, Kind = TaskQueueKind.Normal },
            Input = spec.Input,
            WorkflowRunTimeout = Times.ToDuration(spec.RunTimeout),
            WorkflowTaskTimeout = Times.ToDuration(spec.TaskTimeout),
            WorkflowTaskCompletedEventId = completedId,
            BackoffStartInterval = command.BackoffStartInterval,
            Initiator = command.Initiator,
            LastCompletionResult = spec.LastCompletionResult,
            Header = spec.Header,
            Memo = spec.Memo,
            SearchAttributes = spec.SearchAttributes,
        };
        Close(transition, entry, WorkflowExecutionStatus.ContinuedAsNew, spec);
    }

    public void Terminate(Transition transition, string reason, Payloads? details, string identity, IEnumerable<Link>? links = null)
    {
        EndStartedTask(transition);
        var entry = HistoryEvents.New(EventType.WorkflowExecutionTerminated, transition.Now);
        entry.WorkflowExecutionTerminatedEventAttributes = new WorkflowExecutionTerminatedEventAttributes
        {
            Reason = reason,
            Details = details,
            Identity = identity,
        };
        if (links is not null)
        {
            entry.Links.Add(links);
        }

        Close(transition, entry, WorkflowExecutionStatus.Terminated, successor: null);
    }

    /// <summary>The run's or the whole execution's time is over. Only a run's time-out is retried.</summary>
    public void TimeOut(Transition transition)
    {
        EndStartedTask(transition);
        var isExecution = run.State.ExecutionDeadline != 0 && run.State.ExecutionDeadline <= transition.Now;
        var (successor, retry) = isExecution
            ? (null, RetryState.Timeout)
            : Retry(transition, Failures.Timeout("workflow timeout", TimeoutType.StartToClose));
        var entry = HistoryEvents.New(EventType.WorkflowExecutionTimedOut, transition.Now);
        entry.WorkflowExecutionTimedOutEventAttributes = new WorkflowExecutionTimedOutEventAttributes
        {
            RetryState = retry,
            NewExecutionRunId = successor?.RunId ?? "",
        };
        Close(transition, entry, WorkflowExecutionStatus.TimedOut, successor);
    }

    // A worker that still holds a task must not be able to complete it, and what arrived meanwhile belongs into the history before its end.
    private void EndStartedTask(Transition transition)
    {
        if (!run.Tasks.IsStarted)
        {
            run.Tasks.Clear();
            return;
        }

        run.Tasks.FailForClose(transition);
        run.FlushBuffer(transition);
    }

    private (StartSpec? Successor, RetryState State) Retry(Transition transition, Failure? failure)
    {
        var state = run.State;
        if (state.RetryPolicy is not { } policy || run.StartedEvent is not { } started)
        {
            return (null, RetryState.RetryPolicyNotSet);
        }

        var (interval, retry) = RetryPolicies.Next(policy, state.Attempt, failure, transition.Now, state.ExecutionDeadline);
        if (retry != RetryState.InProgress)
        {
            return (null, retry);
        }

        var first = started.WorkflowExecutionStartedEventAttributes;
        return (new StartSpec
        {
            Namespace = new NamespaceRef(state.NamespaceId, state.Namespace),
            WorkflowId = state.WorkflowId,
            RequestId = Guid.NewGuid().ToString(),
            WorkflowType = first.WorkflowType,
            TaskQueue = state.TaskQueue,
            Input = first.Input,
            Header = first.Header,
            Memo = first.Memo,
            SearchAttributes = first.SearchAttributes,
            ExecutionTimeout = state.ExecutionTimeout,
            RunTimeout = state.RunTimeout,
            TaskTimeout = state.TaskTimeout,
            RetryPolicy = policy,
            Priority = state.Priority,
            UserMetadata = state.UserMetadata,
            Parent = state.Parent,
            Root = state.Root,
            Delay = SpacedDelay(transition.Now, interval),
            Attempt = state.Attempt + 1,
            FirstRunId = state.FirstRunId,
            ContinuedRunId = state.RunId,
            Initiator = ContinueAsNewInitiator.Retry,
            ContinuedFailure = failure,
            LastCompletionResult = first.LastCompletionResult,
            ExecutionDeadline = state.ExecutionDeadline,
            OriginalStartTime = state.OriginalStartTime,
        }, RetryState.InProgress);
    }

    // Runs of a chain keep a distance, so that a workflow that continues as new at once does not turn the server hot.
    private long SpacedDelay(long now, long delay)
    {
        // From when its first task was due: that may lie ahead where an update or a signal with start has woken it.
        var life = now - run.State.ExecutionTime;
        return Math.Max(delay, run.Host.Limits.WorkflowIdReuseMinimalInterval.Ticks - life);
    }

    private void Close(Transition transition, HistoryEvent entry, WorkflowExecutionStatus status, StartSpec? successor)
    {
        var state = run.State;
        run.EmitDirect(transition, entry);
        run.CloseEvent = entry;
        state.Status = status;
        state.CloseTime = transition.Now;
        state.NextRunId = successor?.RunId ?? "";
        state.StickyQueue = "";
        run.IsVisibilityDirty = true;
        run.Tasks.Clear();
        run.Buffer.Drain();
        run.Activities.Pending.Clear();
        run.Deadlines.Close();
        run.Updates.RunClosed(transition, hasSuccessor: successor is not null);
        run.Queries.RunClosed(transition);
        run.Children.ParentClosed(transition);
        if (successor is not null)
        {
            var next = RunFactory.Create(run.Host, run.Entry, transition, successor);
            run.Entry.Begin(next);
            next.Tasks.Schedule(transition);
            return;
        }

        if (state.Parent is { } parent)
        {
            transition.Elsewhere(() => run.Host.Across.ChildClosed(parent, run.Execution, state.FirstRunId, entry));
        }
    }
}
