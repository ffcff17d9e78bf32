namespace Vibe.Web.Messages;

/// <summary>A file to download.</summary>
/// <param name="Name">As it is saved.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Url">Where it is.</param>
internal sealed record WebFile(string Name, long Size, string Url);
