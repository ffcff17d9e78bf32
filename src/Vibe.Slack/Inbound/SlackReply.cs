using Vibe.Chat.Outbound;

namespace Vibe.Slack.Inbound;

/// <summary>What goes back to Slack.</summary>
/// <param name="IsAccepted">False asks Slack to deliver the event again.</param>
/// <param name="Json">The answer's body, or <see langword="null"/> for none.</param>
/// <param name="Later">An answer that Slack takes only on another way; sent after this one.</param>
internal sealed record SlackReply(bool IsAccepted, string? Json = null, PrivateAnswer? Later = null)
{
    public static SlackReply Done { get; } = new(true);

    public static SlackReply Again { get; } = new(false);
}
