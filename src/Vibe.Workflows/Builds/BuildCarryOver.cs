using Vibe.Core.Artifacts;
using Vibe.Core.Cards;
using Vibe.Core.Policies;

namespace Vibe.Workflows.Builds;

/// <summary>What a build takes along when it continues as new.</summary>
public sealed record BuildCarryOver
{
    /// <summary>The round that begins.</summary>
    public required int Round { get; init; }

    /// <summary>The revision of the card that was declared last.</summary>
    public required long CardRevision { get; init; }

    /// <summary>How many leases were asked for so far.</summary>
    public required int LeaseCount { get; init; }

    /// <summary>How many audit entries were written so far.</summary>
    public required int AuditCount { get; init; }

    /// <summary>The result that the feedback is about.</summary>
    public ArtifactDigest? Draft { get; init; }

    /// <summary>The review of that result.</summary>
    public ArtifactDigest? Review { get; init; }

    /// <summary>The feedback of all rounds, oldest first.</summary>
    public IReadOnlyList<StoredText> Feedback { get; init; } = [];

    /// <summary>The use of models so far.</summary>
    public ModelUse? Use { get; init; }

    /// <summary>The policy as read last.</summary>
    public ProjectPolicy? Policy { get; init; }

    /// <summary>The decision that began the round.</summary>
    public DecisionState? Decision { get; init; }
}
