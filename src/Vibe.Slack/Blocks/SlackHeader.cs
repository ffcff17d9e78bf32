using Vibe.Slack.Texts;

namespace Vibe.Slack.Blocks;

internal sealed record SlackHeader(SlackTextObject Text) : SlackBlock
{
    public override int Length => Text.Text.Length;

    public static SlackHeader Of(string text) => new(SlackTextObject.Plain(SlackMarkup.FitPlain(text, SlackLimits.HeaderText)));
}
