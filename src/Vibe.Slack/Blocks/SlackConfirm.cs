using Vibe.Slack.Texts;

namespace Vibe.Slack.Blocks;

/// <summary>The question before something that cannot be taken back.</summary>
internal sealed record SlackConfirm(SlackTextObject Title, SlackTextObject Text, SlackTextObject Confirm, SlackTextObject Deny)
{
    public string? Style { get; init; }

    public static SlackConfirm Danger(string title, string text, string confirm, string deny) =>
        new(Plain(title, SlackLimits.ConfirmTitle), Plain(text, SlackLimits.ConfirmText), Plain(confirm, SlackLimits.ConfirmButton), Plain(deny, SlackLimits.ConfirmButton)) { Style = "danger" };

    private static SlackTextObject Plain(string text, int length) => SlackTextObject.Plain(SlackMarkup.FitPlain(text, length));
}
