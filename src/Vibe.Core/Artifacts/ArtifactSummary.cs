namespace Vibe.Core.Artifacts;

/// <summary>What is decided on: the files of one round, bound together by one digest.</summary>
/// <param name="Digest">Of the manifest, which lists every file with its digest; approving it approves exactly these bytes.</param>
/// <param name="Round">1 for the first result, one more after each "request changes".</param>
/// <param name="Files">In the order of their paths.</param>
public sealed record ArtifactSummary(ArtifactDigest Digest, int Round, IReadOnlyList<ArtifactFile> Files)
{
    /// <summary>The size of all files, in bytes.</summary>
    public long TotalSize => Files.Sum(f => f.Size);
}
