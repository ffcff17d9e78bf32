using Vibe.Core.Capacity;
using Vibe.Core.Cards;

namespace Vibe.Chat.Cards;

/// <summary>All that a card shows at one moment. <see cref="CardWords"/> has the sentences, so that every platform says the same.</summary>
public sealed record CardView
{
    /// <summary>The card as the workflow declared it.</summary>
    public required BuildCard Card { get; init; }

    /// <summary>The place in line, where the build waits.</summary>
    public LinePlace? Place { get; init; }

    /// <summary>Why builds wait in that line.</summary>
    public string? WaitReason { get; init; }

    /// <summary>The moment of rendering, for elapsed times.</summary>
    public required DateTimeOffset Now { get; init; }
}
