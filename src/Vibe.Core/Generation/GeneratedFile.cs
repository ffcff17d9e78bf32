namespace Vibe.Core.Generation;

/// <summary>One text file that a model wrote.</summary>
/// <param name="Path">Relative, with forward slashes, without <c>.</c> or <c>..</c> parts.</param>
/// <param name="Content">The whole text.</param>
public sealed record GeneratedFile(string Path, string Content);
