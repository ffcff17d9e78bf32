using Vibe.Core.Artifacts;
using Vibe.Core.Cards;

namespace Vibe.Workflows.Builds;

/// <summary>The outcome of a review in numbers; its words are stored.</summary>
public sealed record ReviewOutput
{
    /// <summary>The stored review (a <see cref="Core.Reviews.ReviewSummary"/>).</summary>
    public required ArtifactDigest Review { get; init; }

    /// <summary>False where the time ran out or the reviewer failed.</summary>
    public required bool Completed { get; init; }

    /// <summary>The number of blocking findings.</summary>
    public required int Blocking { get; init; }

    /// <summary>The number of all findings.</summary>
    public required int Findings { get; init; }

    /// <summary>What this call took; <see langword="null"/> where the model never answered.</summary>
    public ModelUse? Use { get; init; }
}
