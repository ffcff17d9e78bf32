using Temporal.Server.Execution.State;
using Temporal.Server.Keys;

namespace Temporal.Server.Execution;

/// <summary>Whose history is read: a run in memory, or one that only the store has.</summary>
/// <param name="Key">The run.</param>
/// <param name="Run">The run while it is in memory.</param>
/// <param name="Stored">Its last state when it is not.</param>
internal sealed record HistoryRange(RunKey Key, Run? Run, RunState? Stored)
{
    public RunState State => Run?.State ?? Stored ?? throw new InvalidOperationException("A run is either in memory or stored.");
}
