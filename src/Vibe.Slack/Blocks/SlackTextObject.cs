namespace Vibe.Slack.Blocks;

internal sealed record SlackTextObject(string Type, string Text)
{
    public bool? Emoji { get; init; }

    public bool? Verbatim { get; init; }

    /// <summary>Text without markup.</summary>
    public static SlackTextObject Plain(string text) => new("plain_text", text) { Emoji = true };

    /// <summary>Text in Slack's markup; verbatim, so that Slack makes no links of names and addresses that a model wrote.</summary>
    public static SlackTextObject Markup(string text) => new("mrkdwn", text) { Verbatim = true };
}
