using Vibe.Slack.Texts;

namespace Vibe.Slack.Blocks;

/// <summary>A modal.</summary>
internal sealed record SlackView(SlackTextObject Title, IReadOnlyList<SlackBlock> Blocks)
{
    public string Type => "modal";

    public required string CallbackId { get; init; }

    public SlackTextObject? Submit { get; init; }

    public SlackTextObject? Close { get; init; }

    public string? PrivateMetadata { get; init; }

    public static SlackTextObject TitleOf(string text) => SlackTextObject.Plain(SlackMarkup.FitPlain(text, SlackLimits.ViewTitle));
}
