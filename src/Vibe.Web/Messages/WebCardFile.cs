namespace Vibe.Web.Messages;

/// <summary>A file on a card.</summary>
/// <param name="Path">Relative.</param>
/// <param name="Size">In bytes.</param>
internal sealed record WebCardFile(string Path, long Size);
