using Vibe.Core.Artifacts;

namespace Vibe.Chat.Artifacts;

/// <summary>The content of one artifact, checked against its digests.</summary>
/// <param name="Digest">The artifact's digest, which a decision is bound to.</param>
/// <param name="Round">The round.</param>
/// <param name="Files">In the order of their paths.</param>
public sealed record ArtifactView(ArtifactDigest Digest, int Round, IReadOnlyList<ArtifactFileView> Files);
