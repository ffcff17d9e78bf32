namespace Vibe.Core.Artifacts;

/// <summary>One file of a build's result as people see it before they decide.</summary>
/// <param name="Path">Relative, with forward slashes.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Digest">Of the file's content.</param>
public sealed record ArtifactFile(string Path, long Size, ArtifactDigest Digest);
