using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Identity;

namespace Vibe.Core.Policies;

/// <summary>What somebody wants with a build, and where the build is.</summary>
public sealed record DecisionQuestion
{
    /// <summary>What is wanted.</summary>
    public required CardAction Action { get; init; }

    /// <summary>Who wants it.</summary>
    public required UserRef By { get; init; }

    /// <summary>The round that was shown.</summary>
    public int ShownRound { get; init; }

    /// <summary>The artifact that was shown.</summary>
    public ArtifactDigest? ShownDigest { get; init; }

    /// <summary>Whether feedback or a reason was given.</summary>
    public bool HasReason { get; init; }

    /// <summary>Where the build is.</summary>
    public required BuildStage Stage { get; init; }

    /// <summary>The present round.</summary>
    public required int Round { get; init; }

    /// <summary>The present artifact.</summary>
    public ArtifactDigest? Digest { get; init; }

    /// <summary>Who asked for the build.</summary>
    public required UserRef Requester { get; init; }

    /// <summary>The policy that holds.</summary>
    public required ProjectPolicy Policy { get; init; }

    /// <summary>The time of the attempt.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Until when people may decide.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>What was decided in this round, if anything.</summary>
    public CardAction? Decided { get; init; }

    /// <summary>Who decided it.</summary>
    public UserRef? DecidedBy { get; init; }
}
