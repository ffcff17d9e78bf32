namespace Vibe.Slack.Connection;

/// <summary>The scopes that the bot's token needs, and what for; the app manifests ask for exactly these.</summary>
internal static class SlackScopes
{
    public static readonly IReadOnlyList<string> Needed =
    [
        "app_mentions:read", // takes commands in threads
        "channels:history", // finds its own message again after a crash
        "chat:write", // cards, notices, answers
        "chat:write.public", // answers a command in a public channel that it is not in
        "commands", // /vibe and the message shortcut
        "files:read", // finds its own file again after a crash
        "files:write", // delivery
        "groups:history", // as channels:history, in private channels
        "im:history", // takes commands in direct messages
        "im:write", // answers a person directly where it is not in the channel
        "mpim:history", // as channels:history, in group conversations
        "users:read", // tells guests from members
    ];

    public static IReadOnlyList<string> Missing(IReadOnlyList<string> granted) => granted.Count == 0 ? [] : [.. Needed.Except(granted, StringComparer.Ordinal)];
}
