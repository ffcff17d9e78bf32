using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;

namespace Vibe.Chat.Artifacts;

/// <summary>The content of one artifact, checked against its digests.</summary>
/// <param name="Digest">The artifact's digest, which a decision is bound to.</param>
/// <param name="Round">The round.</param>
/// <param name="Files">In the order of their paths.</param>
public sealed record ArtifactView(ArtifactDigest Digest, int Round, IReadOnlyList<ArtifactFileView> Files)
{
    /// <summary>The build that it belongs to.</summary>
    public BuildId BuildId { get; init; }

    /// <summary>What names exactly this artifact, to read it again.</summary>
    public ActionTarget Target => new(BuildId, Round, Digest);
}
