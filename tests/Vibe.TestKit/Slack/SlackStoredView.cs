using System.Text.Json.Nodes;

namespace Vibe.TestKit.Slack;

/// <summary>A dialog as it is shown.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Hash">Changes with every update.</param>
/// <param name="View">Its content.</param>
public sealed record SlackStoredView(string Id, string Hash, JsonObject View)
{
    /// <summary>Which trigger opened it.</summary>
    public required string TriggerId { get; init; }

    /// <summary>All texts in it, as one.</summary>
    public string AllText => View.ToJsonString();
}
