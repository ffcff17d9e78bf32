namespace Vibe.Core.Identity;

/// <summary>What makes a chat event one event, however often the platform delivers it.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="Workspace">Slack's team id, Teams' tenant id, or <c>web</c>.</param>
/// <param name="EventId">
/// Unique within the workspace and the same on every delivery. Slack's commands and clicks carry none: their <c>trigger_id</c> stands in.
/// </param>
public sealed record EventKey(ChatPlatform Platform, string Workspace, string EventId)
{
    /// <summary>The key in one string, as builds and updates derive their ids from it.</summary>
    public override string ToString() => $"{Platform.ToString().ToLowerInvariant()}/{Workspace}/{EventId}";
}
