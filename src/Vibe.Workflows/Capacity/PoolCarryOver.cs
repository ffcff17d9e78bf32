using Vibe.Core.Capacity;

namespace Vibe.Workflows.Capacity;

/// <summary>What a pool takes along when it continues as new.</summary>
public sealed record PoolCarryOver
{
    /// <summary>The leases that are held.</summary>
    public IReadOnlyList<HeldLease> Leases { get; init; } = [];

    /// <summary>The line, in order.</summary>
    public IReadOnlyList<WaitingBuild> Line { get; init; } = [];

    /// <summary>How long the last leases were held, oldest first.</summary>
    public IReadOnlyList<TimeSpan> Durations { get; init; } = [];

    /// <summary>Ids of leases that ended lately; a late repeat of their request asks for nothing.</summary>
    public IReadOnlyList<string> Ended { get; init; } = [];

    /// <summary>The revision of the line.</summary>
    public long Revision { get; init; }

    /// <summary>The revision that was published last.</summary>
    public long PublishedRevision { get; init; }
}
