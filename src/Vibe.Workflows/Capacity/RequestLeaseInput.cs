namespace Vibe.Workflows.Capacity;

/// <summary>Asks a pool for a lease, and starts the pool where it does not run yet.</summary>
public sealed record RequestLeaseInput
{
    /// <summary>The pool.</summary>
    public required string Pool { get; init; }

    /// <summary>What is asked for.</summary>
    public required LeaseRequest Request { get; init; }
}
