using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Worker.Activations;

// The namespace fields are deprecated in the protocol, but servers still go by them.
#pragma warning disable CS0612

namespace Temporalio.Worker.Engine.Machines;

/// <summary>
/// A request to cancel another workflow: RequestCancelExternalWorkflowExecution → Initiated → CancelRequested or Failed. Either the workflow's own, or one
/// that a child's cancellation brings about.
/// </summary>
internal sealed class ExternalCancelMachine : StateMachine
{
    private readonly uint? seq;
    private readonly Action<bool>? onRequested;
    private long initiatedEventId;

    public ExternalCancelMachine(RunState run, WorkflowCommand.RequestCancelExternalWorkflow command)
        : base(run)
    {
        seq = command.Seq;
        Issue(new RequestCancelExternalWorkflowExecutionCommandAttributes
        {
            Namespace = command.Namespace,
            WorkflowId = command.WorkflowId,
            RunId = command.RunId ?? string.Empty,
            Reason = command.Reason,
        });
    }

    /// <summary>Cancels a child.</summary>
    /// <param name="run">The run.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="onRequested">Told when the server has passed the request on (true) or could not (false).</param>
    public ExternalCancelMachine(RunState run, RequestCancelExternalWorkflowExecutionCommandAttributes request, Action<bool> onRequested)
        : base(run)
    {
        this.onRequested = onRequested;
        Issue(request);
    }

    public override void OnRecorded(PendingCommand command, HistoryEvent e)
    {
        initiatedEventId = e.EventId;
        Run.ByEvent[e.EventId] = this;
    }

    public override void OnEvent(HistoryEvent e)
    {
        Run.ByEvent.Remove(initiatedEventId);
        var isRequested = e.EventType == EventType.ExternalWorkflowExecutionCancelRequested;
        onRequested?.Invoke(isRequested);
        if (seq is not { } number)
        {
            return;
        }

        Failure? failure = isRequested
            ? null
            : ExternalFailures.Of("cancel", e.RequestCancelExternalWorkflowExecutionFailedEventAttributes.Cause.ToString());
        Run.Tell(new WorkflowActivationJob.ResolveCancelExternal(number, failure));
    }

    private void Issue(RequestCancelExternalWorkflowExecutionCommandAttributes request)
    {
        var sent = new Command
        {
            CommandType = CommandType.RequestCancelExternalWorkflowExecution,
            RequestCancelExternalWorkflowExecutionCommandAttributes = request,
        };
        Run.Issue(this, sent, EventType.RequestCancelExternalWorkflowExecutionInitiated);
    }
}
