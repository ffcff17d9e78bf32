namespace Vibe.Slack.Blocks;

/// <summary>Collects the blocks of a message within its limits: what is added first stays, what no longer fits is left away.</summary>
internal sealed class SlackBlockList(int most, int total)
{
    private readonly List<SlackBlock> _blocks = [];
    private int _length;
    private int _reserved;

    public IReadOnlyList<SlackBlock> Blocks => _blocks;

    /// <summary>The characters that still fit.</summary>
    public int Left => total - _length;

    /// <summary>Keeps room for blocks that must come last, such as the buttons.</summary>
    public SlackBlockList Reserve(int blocks)
    {
        _reserved += blocks;
        return this;
    }

    /// <summary>Adds a block if it fits and says something.</summary>
    public bool Add(SlackBlock block)
    {
        if (block is SlackSection { Text.Text.Length: 0 } or SlackContext { Elements.Count: 0 } or SlackActions { Elements.Count: 0 }
            || _blocks.Count >= most - _reserved || _length + block.Length > total)
        {
            return false;
        }

        _blocks.Add(block);
        _length += block.Length;
        return true;
    }

    /// <summary>Adds a block into the room that was kept.</summary>
    public void AddLast(SlackBlock block)
    {
        _reserved = Math.Max(0, _reserved - 1);
        Add(block);
    }
}
