namespace Vibe.Slack.Blocks;

/// <summary>Text exactly as it is, in a fixed-width font: nothing in it is read as markup (a rich text block with one preformatted element).</summary>
internal sealed record SlackPreformatted(IReadOnlyList<SlackPreformatted.Element> Elements) : SlackBlock
{
    /// <summary>Characters in one block: what a section may have, since Slack publishes no limit for this one.</summary>
    public const int LongestText = 2_800;

    public override int Length => Elements.Sum(e => e.Elements.Sum(t => t.Text.Length));

    public static SlackPreformatted Of(string text) => new([new Element([new SlackTextObject("text", text)])]);

    internal sealed record Element(IReadOnlyList<SlackTextObject> Elements)
    {
        public string Type => "rich_text_preformatted";
    }
}
