using Vibe.Slack.Texts;

namespace Vibe.Slack.Blocks;

internal sealed record SlackOption(SlackTextObject Text, string Value)
{
    public static SlackOption Of(string text, string value) => new(SlackTextObject.Plain(SlackMarkup.FitPlain(text, SlackLimits.OptionText)), value);
}
