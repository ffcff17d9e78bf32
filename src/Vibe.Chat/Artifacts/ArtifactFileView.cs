using Vibe.Core.Artifacts;

namespace Vibe.Chat.Artifacts;

/// <summary>One file of an artifact.</summary>
/// <param name="File">Path, size and digest.</param>
/// <param name="Content">The bytes.</param>
/// <param name="Text">The bytes as UTF-8 text; <see langword="null"/> where they are none.</param>
public sealed record ArtifactFileView(ArtifactFile File, ReadOnlyMemory<byte> Content, string? Text);
