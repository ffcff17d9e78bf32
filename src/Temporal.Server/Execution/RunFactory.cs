using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Clock;
using Temporal.Server.Execution.State;
using Temporal.Server.History;
using Temporal.Server.Limits;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using TaskQueue = Temporalio.Api.TaskQueue.V1.TaskQueue;

namespace Temporal.Server.Execution;

/// <summary>Makes the first state of a run.</summary>
internal static class RunFactory
{
    /// <summary>A new run with its started event; the caller schedules its first workflow task.</summary>
    public static Run Create(IRunHost host, WorkflowEntry entry, Transition transition, StartSpec spec)
    {
        var runTimeout = Times.Shorter(spec.RunTimeout, spec.ExecutionTimeout);
        var begins = Times.Add(transition.Now, spec.Delay);
        var executionDeadline = spec.ExecutionDeadline != 0 ? spec.ExecutionDeadline
            : spec.ExecutionTimeout == 0 ? 0 : Times.Add(begins, spec.ExecutionTimeout);
        var state = new RunState
        {
            NamespaceId = spec.Namespace.Id,
            Namespace = spec.Namespace.Name,
            WorkflowId = spec.WorkflowId,
            RunId = spec.RunId,
            FirstRunId = spec.FirstRunId.Length > 0 ? spec.FirstRunId : spec.RunId,
            OriginalRunId = spec.RunId,
            StartRequestId = spec.RequestId,
            WorkflowType = spec.WorkflowType.Name,
            TaskQueue = spec.TaskQueue,
            ExecutionTimeout = spec.ExecutionTimeout,
            RunTimeout = runTimeout,
            TaskTimeout = spec.TaskTimeout,
            StartTime = transition.Now,
            ExecutionTime = begins,
            OriginalStartTime = spec.OriginalStartTime != 0 ? spec.OriginalStartTime : transition.Now,
            ExecutionDeadline = executionDeadline,
            RunDeadline = runTimeout == 0 ? 0 : Times.Add(begins, runTimeout),
            Status = WorkflowExecutionStatus.Running,
            RetryPolicy = spec.RetryPolicy,
            HasRetryPolicy = spec.RetryPolicy is not null,
            Attempt = spec.Attempt,
            Parent = spec.Parent,
            Root = spec.Root,
            Memo = spec.Memo?.Clone(),
            SearchAttributes = spec.SearchAttributes?.Clone(),
            Priority = spec.Priority,
            UserMetadata = spec.UserMetadata,
            FirstTaskAt = spec.Delay > 0 ? begins : 0,
            NextEventId = 1,
            TaskAttempt = 1,
        };
        var run = new Run(host, state, entry);
        var started = HistoryEvents.New(EventType.WorkflowExecutionStarted, transition.Now);
        started.WorkflowExecutionStartedEventAttributes = Attributes(spec, state);
        started.UserMetadata = spec.UserMetadata;
        started.Links.Add(spec.Links);
        run.EmitDirect(transition, started);
        run.StartedEvent = spec.RetryPolicy is null ? null : started;
        AddDeadlines(run);
        return run;
    }

    /// <summary>The deadlines of the run itself; for a new and for a recovered run.</summary>
    public static void AddDeadlines(Run run)
    {
        var end = Times.Shorter(run.State.RunDeadline, run.State.ExecutionDeadline);
        if (end != 0)
        {
            run.Deadlines.Add(new Deadline(DeadlineKind.RunTimeout, end));
        }

        if (run.State.FirstTaskAt != 0)
        {
            run.Deadlines.Add(new Deadline(DeadlineKind.FirstTask, run.State.FirstTaskAt));
        }
    }

    /// <summary>The run's time-out as the protocol says it: one that the server itself started has a zero where a client's start has nothing.</summary>
    public static Duration? RunTimeout(RunState state) =>
        state.RunTimeout == 0 && state.Parent is null && (state.FirstRunId == state.RunId || state.Attempt > 1) ? null : Times.ToDuration(state.RunTimeout);

    /// <summary>The time-out of workflow tasks: the default if not given, within the limit and the run's time-out.</summary>
    public static long TaskTimeout(Duration? given, ServerLimits limits, long runTimeout)
    {
        var ticks = Times.Ticks(given);
        ticks = ticks == 0 ? limits.WorkflowTaskTimeout.Ticks : Math.Min(ticks, limits.MaximumWorkflowTaskTimeout.Ticks);
        return runTimeout == 0 ? ticks : Math.Min(ticks, runTimeout);
    }

    private static WorkflowExecutionStartedEventAttributes Attributes(StartSpec spec, RunState state)
    {
        var attributes = new WorkflowExecutionStartedEventAttributes
        {
            WorkflowType = spec.WorkflowType,
            TaskQueue = new TaskQueue { Name = spec.TaskQueue, Kind = TaskQueueKind.Normal },
            Input = spec.Input,
            WorkflowExecutionTimeout = Times.ToDurationOrNull(spec.ExecutionTimeout),
            WorkflowRunTimeout = RunTimeout(state),
            WorkflowTaskTimeout = Times.ToDuration(spec.TaskTimeout),
            ContinuedExecutionRunId = spec.ContinuedRunId,
            Initiator = spec.Initiator,
            ContinuedFailure = spec.ContinuedFailure,
            LastCompletionResult = spec.LastCompletionResult,
            OriginalExecutionRunId = spec.RunId,
            Identity = spec.Identity,
            FirstExecutionRunId = state.FirstRunId,
            RetryPolicy = spec.RetryPolicy,
            Attempt = spec.Attempt,
            WorkflowExecutionExpirationTime = Times.ToTimestampOrNull(state.ExecutionDeadline),
            FirstWorkflowTaskBackoff = spec is { Delay: 0, Initiator: ContinueAsNewInitiator.Workflow } ? null : Times.ToDuration(spec.Delay),
            Memo = spec.Memo,
            SearchAttributes = spec.SearchAttributes,
            Header = spec.Header,
            WorkflowId = spec.WorkflowId,
            Priority = spec.Priority,
            EagerExecutionAccepted = spec.IsEager,
        };
        if (spec.Parent is { } parent)
        {
            attributes.ParentWorkflowNamespace = parent.Namespace;
            attributes.ParentWorkflowNamespaceId = parent.NamespaceId;
            attributes.ParentWorkflowExecution = new WorkflowExecution { WorkflowId = parent.WorkflowId, RunId = parent.RunId };
            attributes.ParentInitiatedEventId = parent.InitiatedId;
        }

        attributes.RootWorkflowExecution = spec.Root;
        return attributes;
    }
}
