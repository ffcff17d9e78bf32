namespace Vibe.Workflows.Capacity;

/// <summary>The slot is yours.</summary>
public sealed record LeaseGranted
{
    /// <summary>The id of the request.</summary>
    public required string LeaseId { get; init; }

    /// <summary>When it ends by itself.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
