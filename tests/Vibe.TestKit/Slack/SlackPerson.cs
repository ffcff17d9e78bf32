namespace Vibe.TestKit.Slack;

/// <summary>A user of the workspace.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
public sealed record SlackPerson(string Id, string Name)
{
    /// <summary>A guest of some channels.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>A guest of one channel.</summary>
    public bool IsUltraRestricted { get; init; }

    /// <summary>A bot.</summary>
    public bool IsBot { get; init; }

    /// <summary>The workspace where the person is at home.</summary>
    public string TeamId { get; init; } = FakeSlack.Team;
}
