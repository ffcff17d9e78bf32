namespace Vibe.Data.Troubles;

/// <summary>What waits for somebody who looks.</summary>
/// <param name="Events">Events of the inbox that could not be carried out; their senders were told.</param>
/// <param name="Messages">Cards, notices and files that a platform does not take, for good or until somebody mends something.</param>
public sealed record TroubleCount(long Events, long Messages)
{
    /// <summary>Whether there is none.</summary>
    public bool IsNone => Events == 0 && Messages == 0;

    /// <summary>One line for people, with where to look; empty where there is none.</summary>
    public string Describe()
    {
        string[] parts = [Count(Events, "event", "carried out"), Count(Messages, "message", "shown")];
        return IsNone ? "" : $"{string.Join(" and ", parts.Where(p => p.Length > 0))}. Vibe's log names each with its reason and the next step; the command dead list shows them.";
    }

    private static string Count(long count, string what, string done) => count switch
    {
        0 => "",
        1 => $"1 {what} could not be {done}",
        _ => $"{count} {what}s could not be {done}",
    };
}
