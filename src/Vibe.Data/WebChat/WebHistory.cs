namespace Vibe.Data.WebChat;

/// <summary>A stretch of what a person sees, threads whole.</summary>
/// <param name="Messages">In the order of their first appearance.</param>
/// <param name="Older">The channels in which there is more before it.</param>
public sealed record WebHistory(IReadOnlyList<WebMessageRow> Messages, IReadOnlyList<string> Older);
