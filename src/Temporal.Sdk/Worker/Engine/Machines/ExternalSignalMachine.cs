using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Worker.Activations;

// The namespace fields are deprecated in the protocol, but servers still go by them.
#pragma warning disable CS0612

namespace Temporalio.Worker.Engine.Machines;

/// <summary>A signal to a child or another workflow: SignalExternalWorkflowExecution → Initiated → Signaled or Failed. It can be taken back only before it is sent.</summary>
internal sealed class ExternalSignalMachine : StateMachine
{
    private readonly uint seq;
    private readonly PendingCommand signal;
    private long initiatedEventId;

    public ExternalSignalMachine(RunState run, WorkflowCommand.SignalExternalWorkflow command)
        : base(run)
    {
        seq = command.Seq;
        var sent = new Command
        {
            CommandType = CommandType.SignalExternalWorkflowExecution,
            UserMetadata = CommandMetadata.Of(command),
            SignalExternalWorkflowExecutionCommandAttributes = new()
            {
                Namespace = command.Namespace,
                Execution = new() { WorkflowId = command.WorkflowId, RunId = command.RunId ?? string.Empty },
                SignalName = command.SignalName,
                ChildWorkflowOnly = command.ChildWorkflowOnly,
                Input = ProtoShapes.Payloads(command.Arguments),
                Header = ProtoShapes.Header(command.Headers),
            },
        };
        signal = run.Issue(this, sent, EventType.SignalExternalWorkflowExecutionInitiated);
        run.Signals[seq] = this;
    }

    public void Cancel()
    {
        if (initiatedEventId != 0 || signal.IsDropped)
        {
            return;
        }

        signal.IsDropped = true;
        Resolve(new Failure { Message = "Signal was cancelled before being sent", CanceledFailureInfo = new() });
    }

    public override void OnRecorded(PendingCommand command, HistoryEvent e)
    {
        initiatedEventId = e.EventId;
        Run.ByEvent[e.EventId] = this;
    }

    public override void OnEvent(HistoryEvent e)
    {
        Run.ByEvent.Remove(initiatedEventId);
        Resolve(e.EventType == EventType.ExternalWorkflowExecutionSignaled
            ? null
            : ExternalFailures.Of("signal", e.SignalExternalWorkflowExecutionFailedEventAttributes.Cause.ToString()));
    }

    private void Resolve(Failure? failure)
    {
        Run.Signals.Remove(seq);
        Run.Tell(new WorkflowActivationJob.ResolveSignalExternal(seq, failure));
    }
}
