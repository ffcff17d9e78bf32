namespace Vibe.Slack.Blocks;

internal sealed record SlackInput(string BlockId, SlackTextObject Label, SlackElement Element, bool Optional) : SlackBlock
{
    public override int Length => Label.Text.Length;

    public SlackTextObject? Hint { get; init; }
}
