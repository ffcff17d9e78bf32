using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Worker.Activations;

namespace Temporalio.Worker.Engine.Machines;

/// <summary>
/// A timer: StartTimer → TimerStarted → TimerFired, or CancelTimer → TimerCanceled. The workflow itself knows of a cancellation at once, so that none
/// is reported to it.
/// </summary>
internal sealed class TimerMachine : StateMachine
{
    private readonly uint seq;
    private readonly string timerId;
    private readonly PendingCommand start;
    private long startedEventId;
    private bool isCancelled;

    public TimerMachine(RunState run, WorkflowCommand.StartTimer command)
        : base(run)
    {
        seq = command.Seq;
        timerId = command.Seq.ToString();
        var sent = new Command
        {
            CommandType = CommandType.StartTimer,
            UserMetadata = CommandMetadata.Of(command),
            StartTimerCommandAttributes = new()
            {
                TimerId = timerId,
                StartToFireTimeout = Duration.FromTimeSpan(command.StartToFireTimeout),
            },
        };
        start = run.Issue(this, sent, EventType.TimerStarted);
        run.Timers[seq] = this;
    }

    public void Cancel()
    {
        if (isCancelled)
        {
            return;
        }

        isCancelled = true;
        Run.Timers.Remove(seq);
        if (startedEventId == 0)
        {
            start.IsDropped = true;
            return;
        }

        var sent = new Command { CommandType = CommandType.CancelTimer, CancelTimerCommandAttributes = new() { TimerId = timerId } };
        Run.Issue(this, sent, EventType.TimerCanceled);
    }

    public override void OnRecorded(PendingCommand command, HistoryEvent e)
    {
        if (e.EventType == EventType.TimerStarted)
        {
            startedEventId = e.EventId;
            Run.ByEvent[e.EventId] = this;
            return;
        }

        Check(command, e, e.TimerCanceledEventAttributes.TimerId);
        Run.ByEvent.Remove(startedEventId);
    }

    public override void OnEvent(HistoryEvent e)
    {
        Check(start, e, e.TimerFiredEventAttributes.TimerId);
        Run.ByEvent.Remove(startedEventId);
        if (isCancelled)
        {
            return;
        }

        Run.Timers.Remove(seq);
        Run.Tell(new WorkflowActivationJob.FireTimer(seq));
    }

    private void Check(PendingCommand command, HistoryEvent e, string recordedId)
    {
        if (recordedId != timerId)
        {
            throw NondeterminismException.Differs(command, e, "The timer id", timerId, recordedId);
        }
    }
}
