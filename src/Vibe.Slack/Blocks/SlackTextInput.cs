namespace Vibe.Slack.Blocks;

internal sealed record SlackTextInput(string ActionId) : SlackElement(ActionId)
{
    public bool Multiline { get; init; } = true;

    public string? InitialValue { get; init; }

    public int MaxLength { get; init; } = SlackLimits.InputText;

    public int? MinLength { get; init; }

    public SlackTextObject? Placeholder { get; init; }
}
