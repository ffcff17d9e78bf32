using Vibe.Core.Builds;

namespace Vibe.Workflows.Capacity;

/// <summary>Those who hold a lease or wait for one.</summary>
public sealed record PoolOwners
{
    /// <summary>Who holds one.</summary>
    public required IReadOnlyList<BuildId> Holding { get; init; }

    /// <summary>Who waits, in order.</summary>
    public required IReadOnlyList<BuildId> Waiting { get; init; }
}
