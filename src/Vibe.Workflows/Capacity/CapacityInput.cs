namespace Vibe.Workflows.Capacity;

/// <summary>What a pool starts with.</summary>
public sealed record CapacityInput
{
    /// <summary>The pool's name.</summary>
    public required string Pool { get; init; }

    /// <summary>Its settings.</summary>
    public PoolSettings Settings { get; init; } = new();

    /// <summary>Set by the workflow itself when it continues as new.</summary>
    public PoolCarryOver? CarryOver { get; init; }
}
