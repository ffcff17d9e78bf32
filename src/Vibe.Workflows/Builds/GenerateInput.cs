using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;

namespace Vibe.Workflows.Builds;

/// <summary>What the model is asked for: a first result, the next round after feedback, or the mending of findings.</summary>
public sealed record GenerateInput
{
    /// <summary>The build.</summary>
    public required BuildId BuildId { get; init; }

    /// <summary>The round, from 1.</summary>
    public required int Round { get; init; }

    /// <summary>0 for the result itself, 1 and more for its fix rounds.</summary>
    public required int Pass { get; init; }

    /// <summary>The request.</summary>
    public required StoredText Request { get; init; }

    /// <summary>The result to go on from.</summary>
    public ArtifactDigest? Draft { get; init; }

    /// <summary>The review whose blocking findings are to be mended.</summary>
    public ArtifactDigest? Review { get; init; }

    /// <summary>The feedback of people, oldest first.</summary>
    public IReadOnlyList<StoredText> Feedback { get; init; } = [];

    /// <summary>The card that progress is laid on.</summary>
    public required CardState Card { get; init; }

    /// <summary>The revision of that card; progress takes the numbers after it (<see cref="CardRevisions"/>).</summary>
    public required long CardRevision { get; init; }
}
