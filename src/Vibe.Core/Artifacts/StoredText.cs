namespace Vibe.Core.Artifacts;

/// <summary>A text that people or models wrote, kept as a row under its digest; what is passed around and enters histories is this reference alone.</summary>
/// <param name="Digest">Of the text in UTF-8.</param>
/// <param name="Length">In characters.</param>
public sealed record StoredText(ArtifactDigest Digest, int Length);
