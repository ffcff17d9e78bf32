namespace Vibe.Workflows.Capacity;

/// <summary>The slot is no longer yours: its time is over.</summary>
public sealed record LeaseEnded
{
    /// <summary>The id of the request.</summary>
    public required string LeaseId { get; init; }
}
