using Vibe.Slack.Texts;

namespace Vibe.Slack.Blocks;

internal sealed record SlackButton(string ActionId, SlackTextObject Text, string Value) : SlackElement(ActionId)
{
    /// <summary><c>primary</c>, <c>danger</c>, or <see langword="null"/>.</summary>
    public string? Style { get; init; }

    public SlackConfirm? Confirm { get; init; }

    public static SlackButton Of(string actionId, string label, string value) => value.Length <= SlackLimits.ButtonValue
        ? new SlackButton(actionId, SlackTextObject.Plain(SlackMarkup.FitPlain(label, SlackLimits.ButtonText)), value)
        : throw new ArgumentException($"A button's value has at most {SlackLimits.ButtonValue} characters.", nameof(value));
}
