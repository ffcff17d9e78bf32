namespace Vibe.Slack.Connection;

/// <summary>As whom Vibe is connected.</summary>
/// <param name="TeamId">The workspace.</param>
/// <param name="TeamName">Its name.</param>
/// <param name="BotUserId">Vibe's own user there.</param>
/// <param name="BotName">Its name.</param>
/// <param name="BotId">Vibe as the author of messages.</param>
/// <param name="MissingScopes">Scopes that the app needs and lacks.</param>
public sealed record SlackIdentity(string TeamId, string TeamName, string BotUserId, string BotName, string? BotId, IReadOnlyList<string> MissingScopes)
{
    /// <summary>One line for people: "connected as @vibe in Acme".</summary>
    public override string ToString() => $"connected as @{BotName} in {TeamName}";
}
