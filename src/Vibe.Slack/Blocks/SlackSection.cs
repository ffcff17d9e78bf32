using Vibe.Slack.Texts;

namespace Vibe.Slack.Blocks;

internal sealed record SlackSection(SlackTextObject Text) : SlackBlock
{
    /// <summary>A control beside the text.</summary>
    public SlackElement? Accessory { get; init; }

    public override int Length => Text.Text.Length;

    /// <summary>A section of markup.</summary>
    public static SlackSection Of(string markup) => new(SlackTextObject.Markup(SlackMarkup.Fit(markup, SlackLimits.SectionText)));
}
