using Temporalio.Api.History.V1;
using Temporalio.Worker.Engine.Machines;

namespace Temporalio.Worker.Engine;

/// <summary>The workflow's code does not do what its history says it did.</summary>
internal sealed class NondeterminismException(string message) : Exception($"[TMPRL1100] Nondeterminism error: {message}")
{
    /// <summary>History has an event for a command that the code did not give.</summary>
    public static NondeterminismException NoCommand(HistoryEvent e) =>
        new($"No command scheduled for event {EventText.Of(e)}. The workflow's code no longer does what it did when this history was written; guard the change with Workflow.Patched.");

    /// <summary>The code gave another command than history has an event for.</summary>
    public static NondeterminismException Mismatch(PendingCommand command, HistoryEvent e) =>
        new($"Event {EventText.Of(e)} does not match the command {CommandText.Of(command.Command)}. The workflow's code no longer does what it did when this history was written; guard the change with Workflow.Patched.");

    /// <summary>Command and event are of one kind and differ in a detail.</summary>
    public static NondeterminismException Differs(PendingCommand command, HistoryEvent e, string what, string commanded, string recorded) =>
        new($"{what} of the command {CommandText.Of(command.Command)} is '{commanded}', but event {EventText.Of(e)} has '{recorded}'.");

    /// <summary>An event that nothing in the workflow waits for.</summary>
    public static NondeterminismException Unexpected(HistoryEvent e, string why) =>
        new($"Event {EventText.Of(e)} was not expected: {why}.");
}
