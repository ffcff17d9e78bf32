namespace Vibe.Slack.Blocks;

internal sealed record SlackDivider : SlackBlock
{
    public override int Length => 0;
}
