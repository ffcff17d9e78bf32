namespace Vibe.Workflows.Capacity;

/// <summary>What a pool is configured with.</summary>
public sealed record PoolSettings
{
    /// <summary>How many builds may work at once.</summary>
    public int Slots { get; init; } = 2;

    /// <summary>After how long a lease ends by itself.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The history length at which the pool continues as new.</summary>
    public int ContinueAfterEvents { get; init; } = 2_000;
}
