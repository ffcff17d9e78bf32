namespace Vibe.Slack.Blocks;

internal sealed record SlackSelect(string ActionId, IReadOnlyList<SlackOption> Options) : SlackElement(ActionId)
{
    public SlackOption? InitialOption { get; init; }
}
