namespace Vibe.Workflows.Capacity;

/// <summary>Gives a slot back, or leaves the line.</summary>
public sealed record LeaseRelease
{
    /// <summary>The id of the request.</summary>
    public required string LeaseId { get; init; }
}
