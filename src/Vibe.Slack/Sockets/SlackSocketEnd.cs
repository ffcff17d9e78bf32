namespace Vibe.Slack.Sockets;

/// <summary>Why reading a connection ended.</summary>
internal enum SlackSocketEnd
{
    /// <summary>Slack will close it soon; it can still be read.</summary>
    Announced,

    /// <summary>Socket Mode was turned off for the app.</summary>
    Disabled,

    /// <summary>The app has more connections than Slack allows.</summary>
    TooMany,

    /// <summary>It is closed or broken.</summary>
    Lost,
}
