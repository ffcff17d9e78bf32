using Vibe.Core.Artifacts;

namespace Vibe.Workflows.Builds;

/// <summary>What was handed over.</summary>
public sealed record DeliverOutput
{
    /// <summary>The stored archive; the same approved artifact always makes the same bytes.</summary>
    public required ArtifactDigest Archive { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The name that people see.</summary>
    public required string FileName { get; init; }
}
