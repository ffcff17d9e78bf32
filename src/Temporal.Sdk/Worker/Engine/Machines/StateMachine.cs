using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Engine.Machines;

/// <summary>One thing that a run asked for, from its command to its end.</summary>
internal abstract class StateMachine(RunState run)
{
    /// <summary>The run that it belongs to.</summary>
    protected RunState Run { get; } = run;

    /// <summary>History has the event of a command of this machine.</summary>
    public abstract void OnRecorded(PendingCommand command, HistoryEvent e);

    /// <summary>History has a later event that refers to the first one of this machine.</summary>
    public virtual void OnEvent(HistoryEvent e) => throw NondeterminismException.Unexpected(e, "nothing in the workflow waits for it");
}
