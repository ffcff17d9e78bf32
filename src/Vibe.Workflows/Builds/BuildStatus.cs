using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Identity;

namespace Vibe.Workflows.Builds;

/// <summary>Where a build is, as its workflow answers at any time.</summary>
public sealed record BuildStatus
{
    /// <summary>The build.</summary>
    public required BuildId BuildId { get; init; }

    /// <summary>The short id.</summary>
    public required long Number { get; init; }

    /// <summary>Where it is.</summary>
    public required BuildStage Stage { get; init; }

    /// <summary>When that began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The round; 1 at first.</summary>
    public required int Round { get; init; }

    /// <summary>What is decided on, once there is something.</summary>
    public ArtifactDigest? Digest { get; init; }

    /// <summary>Who is waited for by name; empty while anyone but the requester may decide, <see langword="null"/> while nobody is waited for.</summary>
    public IReadOnlyList<UserRef>? WaitingFor { get; init; }

    /// <summary>Until when people may decide.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The stage that failed, while the build is parked.</summary>
    public BuildStage? FailedStage { get; init; }

    /// <summary>The type of the failure, while the build is parked.</summary>
    public string? FailureType { get; init; }

    /// <summary>The use of models so far.</summary>
    public ModelUse? Use { get; init; }

    /// <summary>The decision taken last.</summary>
    public DecisionState? Decision { get; init; }

    /// <summary>The revision of the card that was declared last.</summary>
    public long CardRevision { get; init; }
}
