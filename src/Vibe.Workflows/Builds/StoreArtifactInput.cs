using Vibe.Core.Artifacts;
using Vibe.Core.Builds;

namespace Vibe.Workflows.Builds;

/// <summary>The result that people will be asked about.</summary>
public sealed record StoreArtifactInput
{
    /// <summary>The build.</summary>
    public required BuildId BuildId { get; init; }

    /// <summary>The round, from 1.</summary>
    public required int Round { get; init; }

    /// <summary>The result.</summary>
    public required ArtifactDigest Draft { get; init; }

    /// <summary>Its review.</summary>
    public ArtifactDigest? Review { get; init; }
}
