namespace Vibe.Data.Artifacts;

/// <summary>One file on its way into the store.</summary>
/// <param name="Path">Relative, with forward slashes.</param>
/// <param name="Content">The bytes.</param>
public sealed record ArtifactContent(string Path, ReadOnlyMemory<byte> Content);
