namespace Vibe.Web.Talk;

/// <summary>What the page is told about its post.</summary>
/// <param name="Reply">Something for the person alone.</param>
/// <param name="Error">Why nothing happened; a dialog stays open and shows it.</param>
internal sealed record TalkAnswer(string? Reply, string? Error);
