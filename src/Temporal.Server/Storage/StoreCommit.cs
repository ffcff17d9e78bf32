namespace Temporal.Server.Storage;

/// <summary>What one state transition writes; atomic. Nearly always one run, two when a run is followed by another (continue-as-new, retry, terminate and start).</summary>
internal sealed class StoreCommit
{
    public required IReadOnlyList<RunWrite> Runs { get; init; }
}
