using Vibe.Core.Artifacts;
using Vibe.Core.Builds;

namespace Vibe.Workflows.Builds;

/// <summary>What is reviewed.</summary>
public sealed record ReviewInput
{
    /// <summary>The build.</summary>
    public required BuildId BuildId { get; init; }

    /// <summary>The round, from 1.</summary>
    public required int Round { get; init; }

    /// <summary>How often the result was mended before.</summary>
    public required int Pass { get; init; }

    /// <summary>The request that it should meet.</summary>
    public required StoredText Request { get; init; }

    /// <summary>The feedback that it should meet, oldest first.</summary>
    public IReadOnlyList<StoredText> Feedback { get; init; } = [];

    /// <summary>The result.</summary>
    public required ArtifactDigest Draft { get; init; }

    /// <summary>How long the review may take; after that it answers "not completed".</summary>
    public required TimeSpan Limit { get; init; }

    /// <summary>The card that progress is laid on.</summary>
    public required CardState Card { get; init; }

    /// <summary>The revision of that card.</summary>
    public required long CardRevision { get; init; }
}
