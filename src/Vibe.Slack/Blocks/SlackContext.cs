using Vibe.Slack.Texts;

namespace Vibe.Slack.Blocks;

internal sealed record SlackContext(IReadOnlyList<SlackTextObject> Elements) : SlackBlock
{
    public override int Length => Elements.Sum(e => e.Text.Length);

    /// <summary>Small lines of markup; empty ones are left away.</summary>
    public static SlackContext Of(params IEnumerable<string> markup) =>
        new([.. markup.Where(m => m.Length > 0).Take(SlackLimits.ContextElements).Select(m => SlackTextObject.Markup(SlackMarkup.Fit(m, SlackLimits.SectionText)))]);
}
