namespace Vibe.Slack.Blocks;

internal sealed record SlackActions(IReadOnlyList<SlackElement> Elements) : SlackBlock
{
    public override int Length => 0;
}
