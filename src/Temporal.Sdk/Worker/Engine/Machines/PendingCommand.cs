using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Worker.Engine.Machines;

/// <summary>A command that was given and whose event is not in history yet.</summary>
internal sealed class PendingCommand(StateMachine machine, Command command, EventType recordedAs)
{
    /// <summary>Whose command it is.</summary>
    public StateMachine Machine { get; } = machine;

    /// <summary>What is sent.</summary>
    public Command Command { get; } = command;

    /// <summary>The event that records it.</summary>
    public EventType RecordedAs { get; } = recordedAs;

    /// <summary>The message that goes with it, for updates.</summary>
    public OutgoingMessage? Message { get; init; }

    /// <summary>Taken back before it was sent: it is as if it had not been given.</summary>
    public bool IsDropped { get; set; }
}
