using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Worker.Activations;
using Temporalio.Workflows;
using ChildResolution = Temporalio.Worker.Activations.WorkflowActivationJob.ChildWorkflowResolution;
using StartResolution = Temporalio.Worker.Activations.WorkflowActivationJob.ChildWorkflowStartResolution;

namespace Temporalio.Worker.Engine.Machines;

/// <summary>
/// A child workflow: StartChildWorkflowExecution → Initiated → Started or StartFailed → Completed, Failed, TimedOut, Canceled or Terminated. The workflow
/// is told twice: how the start went, then how the child ended. A cancellation after the start goes out as a request to cancel an external workflow.
/// </summary>
internal sealed class ChildWorkflowMachine : StateMachine
{
    private readonly WorkflowCommand.StartChildWorkflow asked;
    private readonly PendingCommand start;
    private long initiatedEventId;
    private long startedEventId;
    private string runId = string.Empty;
    private bool isCancelRequested;
    private bool isStartResolved;
    private bool isResolved;

    public ChildWorkflowMachine(RunState run, WorkflowCommand.StartChildWorkflow command)
        : base(run)
    {
        asked = command;
        start = run.Issue(this, ChildWorkflowShapes.Start(command), EventType.StartChildWorkflowExecutionInitiated);
        run.Children[command.Seq] = this;
    }

    public void Cancel(string reason)
    {
        if (isResolved || isCancelRequested)
        {
            return;
        }

        isCancelRequested = true;
        if (initiatedEventId == 0)
        {
            start.IsDropped = true;
            ResolveCancelled(Failure("Child Workflow execution cancelled before scheduled", CanceledCause(null), RetryState.NonRetryableFailure));
            return;
        }

        if (asked.CancellationType != ChildWorkflowCancellationType.Abandon)
        {
            _ = new ExternalCancelMachine(Run, ChildWorkflowShapes.Cancel(asked, reason), OnCancelRequested);
        }

        if (asked.CancellationType is ChildWorkflowCancellationType.Abandon or ChildWorkflowCancellationType.TryCancel)
        {
            ResolveCancelled(Failure("Child Workflow execution cancelled", CanceledCause(null), RetryState.NonRetryableFailure));
        }
    }

    public override void OnRecorded(PendingCommand command, HistoryEvent e)
    {
        var recorded = e.StartChildWorkflowExecutionInitiatedEventAttributes;
        if (Run.Flags.IsOn(SdkFlags.IdAndTypeChecks, Run.IsReplaying))
        {
            if (recorded.WorkflowId != asked.WorkflowId)
            {
                throw NondeterminismException.Differs(command, e, "The workflow id", asked.WorkflowId, recorded.WorkflowId);
            }

            if (recorded.WorkflowType?.Name != asked.WorkflowType)
            {
                throw NondeterminismException.Differs(
                    command, e, "The workflow type", asked.WorkflowType, recorded.WorkflowType?.Name ?? string.Empty);
            }
        }

        initiatedEventId = e.EventId;
        Run.ByEvent[e.EventId] = this;
    }

    public override void OnEvent(HistoryEvent e)
    {
        if (e.EventType == EventType.ChildWorkflowExecutionStarted)
        {
            startedEventId = e.EventId;
            runId = e.ChildWorkflowExecutionStartedEventAttributes.WorkflowExecution?.RunId ?? string.Empty;
            if (!isResolved && !isStartResolved)
            {
                ResolveStart(new StartResolution.Succeeded(runId));
            }

            return;
        }

        Run.ByEvent.Remove(initiatedEventId);
        if (isResolved)
        {
            return;
        }

        if (e.EventType == EventType.StartChildWorkflowExecutionFailed)
        {
            isResolved = true;
            Run.Children.Remove(asked.Seq);
            ResolveStart(new StartResolution.Failed(
                asked.WorkflowId, asked.WorkflowType, e.StartChildWorkflowExecutionFailedEventAttributes.Cause));
            return;
        }

        Resolve(Outcome(e));
    }

    private static Failure CanceledCause(Api.Common.V1.Payloads? details) =>
        new() { Message = "Child Workflow execution cancelled", CanceledFailureInfo = new() { Details = details } };

    private ChildResolution Outcome(HistoryEvent e)
    {
        switch (e.EventType)
        {
            case EventType.ChildWorkflowExecutionCompleted:
                return new ChildResolution.Completed(e.ChildWorkflowExecutionCompletedEventAttributes.Result?.Payloads_.FirstOrDefault());
            case EventType.ChildWorkflowExecutionFailed:
                var failed = e.ChildWorkflowExecutionFailedEventAttributes;
                return new ChildResolution.Failed(Failure("Child Workflow execution failed", failed.Failure, failed.RetryState));
            case EventType.ChildWorkflowExecutionTimedOut:
                var timeout = new Failure
                {
                    Message = "Child Workflow execution timed out",
                    TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose },
                };
                return new ChildResolution.Failed(
                    Failure("Child Workflow execution timed out", timeout, e.ChildWorkflowExecutionTimedOutEventAttributes.RetryState));
            case EventType.ChildWorkflowExecutionTerminated:
                var terminated = new Failure { Message = "Child Workflow execution terminated", TerminatedFailureInfo = new() };
                return new ChildResolution.Failed(
                    Failure("Child Workflow execution terminated", terminated, RetryState.NonRetryableFailure));
            case EventType.ChildWorkflowExecutionCanceled:
                var cause = CanceledCause(e.ChildWorkflowExecutionCanceledEventAttributes.Details);
                return new ChildResolution.Cancelled(Failure("Child Workflow execution cancelled", cause, RetryState.NonRetryableFailure));
            default:
                throw NondeterminismException.Unexpected(e, "a child workflow has no such event");
        }
    }

    private void OnCancelRequested(bool isRequested)
    {
        // Where the request failed the child is gone, and its end is on its way.
        if (isRequested && !isResolved && asked.CancellationType == ChildWorkflowCancellationType.WaitCancellationRequested)
        {
            ResolveCancelled(Failure("Child Workflow execution cancelled", CanceledCause(null), RetryState.NonRetryableFailure));
        }
    }

    private void ResolveCancelled(Failure failure)
    {
        if (isStartResolved)
        {
            Resolve(new ChildResolution.Cancelled(failure));
            return;
        }

        isResolved = true;
        Run.Children.Remove(asked.Seq);
        ResolveStart(new StartResolution.Cancelled(failure));
    }

    private void ResolveStart(StartResolution resolution)
    {
        isStartResolved = true;
        Run.Tell(new WorkflowActivationJob.ResolveChildWorkflowStart(asked.Seq, resolution));
    }

    private void Resolve(ChildResolution resolution)
    {
        isResolved = true;
        Run.Children.Remove(asked.Seq);
        Run.Tell(new WorkflowActivationJob.ResolveChildWorkflow(asked.Seq, resolution));
    }

    private Failure Failure(string message, Failure? cause, RetryState retryState) => new()
    {
        Message = message,
        Cause = cause,
        ChildWorkflowExecutionFailureInfo = new()
        {
            Namespace = asked.Namespace,
            WorkflowExecution = new() { WorkflowId = asked.WorkflowId, RunId = runId },
            WorkflowType = new() { Name = asked.WorkflowType },
            InitiatedEventId = initiatedEventId,
            StartedEventId = startedEventId,
            RetryState = retryState,
        },
    };
}
