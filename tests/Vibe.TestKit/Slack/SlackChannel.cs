namespace Vibe.TestKit.Slack;

/// <summary>A channel or conversation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Members">Who is in it.</param>
public sealed record SlackChannel(string Id, string Name, HashSet<string> Members)
{
    /// <summary>Whether only members see it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Whether nothing can be posted any more.</summary>
    public bool IsArchived { get; set; }
}
