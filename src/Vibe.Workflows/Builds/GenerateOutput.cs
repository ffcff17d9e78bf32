using Vibe.Core.Artifacts;
using Vibe.Core.Cards;

namespace Vibe.Workflows.Builds;

/// <summary>A stored result that nobody has decided on yet.</summary>
public sealed record GenerateOutput
{
    /// <summary>The digest of its manifest.</summary>
    public required ArtifactDigest Draft { get; init; }

    /// <summary>How many files it has.</summary>
    public required int Files { get; init; }

    /// <summary>Their size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>What this call took, attempts with invalid answers included.</summary>
    public required ModelUse Use { get; init; }
}
