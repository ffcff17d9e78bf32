using Vibe.Core.Artifacts;

namespace Vibe.Workflows.Builds;

/// <summary>The artifact as stored: every file was read back and has the digest that the manifest says.</summary>
public sealed record StoreArtifactOutput
{
    /// <summary>The digest of the manifest; approving it approves exactly these bytes.</summary>
    public required ArtifactDigest Digest { get; init; }

    /// <summary>How many files.</summary>
    public required int Files { get; init; }

    /// <summary>Their size in bytes.</summary>
    public required long Size { get; init; }
}
