namespace Vibe.Data.Troubles;

/// <summary>What was given up and waits for somebody who looks.</summary>
/// <param name="Events">Events of the inbox that could not be carried out; their senders were told.</param>
/// <param name="Messages">Cards, notices and files that a platform does not take.</param>
public sealed record TroubleCount(long Events, long Messages);
