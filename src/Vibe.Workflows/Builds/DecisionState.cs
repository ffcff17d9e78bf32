using Vibe.Core.Artifacts;
using Vibe.Core.Cards;
using Vibe.Core.Identity;

namespace Vibe.Workflows.Builds;

/// <summary>A decision as the history keeps it: its words are a stored text.</summary>
public sealed record DecisionState
{
    /// <summary>What was decided.</summary>
    public required CardAction Action { get; init; }

    /// <summary>Who decided.</summary>
    public required UserRef By { get; init; }

    /// <summary>When it took effect.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The feedback or reason.</summary>
    public StoredText? Reason { get; init; }
}
