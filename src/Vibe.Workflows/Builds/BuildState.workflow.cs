using Temporalio.Workflows;
using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Costs;
using Vibe.Core.Identity;
using Vibe.Core.Policies;

namespace Vibe.Workflows.Builds;

/// <summary>What a build knows of itself, and the pictures of it that others are given.</summary>
internal sealed class BuildState
{
    private readonly BuildInput _input;

    public BuildState(BuildInput input)
    {
        _input = input;
        Stage = BuildStage.Validating;
        Since = Now;
        var carried = input.CarryOver;
        Round = carried?.Round ?? 1;
        CardRevision = carried?.CardRevision ?? 0;
        AuditCount = carried?.AuditCount ?? 0;
        Draft = carried?.Draft;
        Review = carried?.Review;
        Feedback = carried?.Feedback ?? [];
        Use = carried?.Use;
        Decision = carried?.Decision;

        // Until the policy is read only the requester is known to be concerned.
        Policy = carried?.Policy ?? new ProjectPolicy { Name = input.Project, Approvers = [input.Requester] };
    }

    public static DateTimeOffset Now => new(DateTime.SpecifyKind(Workflow.UtcNow, DateTimeKind.Utc));

    public BuildStage Stage { get; private set; }

    public DateTimeOffset Since { get; private set; }

    public int Round { get; private set; }

    public long CardRevision { get; set; }

    public int AuditCount { get; set; }

    public ProjectPolicy Policy { get; set; }

    /// <summary>The latest result of the model.</summary>
    public ArtifactDigest? Draft { get; set; }

    public ArtifactDigest? Review { get; set; }

    public string? ReviewFailure { get; set; }

    /// <summary>The artifact that people are asked about in this round.</summary>
    public ArtifactDigest? Artifact { get; set; }

    public IReadOnlyList<StoredText> Feedback { get; private set; }

    public ModelUse? Use { get; private set; }

    public DateTimeOffset? Deadline { get; set; }

    /// <summary>The decision taken last; the one of this round if <see cref="DecidedRound"/> says so.</summary>
    public DecisionState? Decision { get; private set; }

    public int DecidedRound { get; private set; }

    /// <summary>Who wants the build to be called off.</summary>
    public DecisionState? CancelRequest { get; set; }

    /// <summary>Retry or Discard, while the build is parked.</summary>
    public DecisionState? ParkedAnswer { get; set; }

    public string? RefusalReason { get; set; }

    /// <summary>Why nobody may decide any more, after a change of the policy in the midst of a round.</summary>
    public PolicyAnswer.Refused? NobodyMayDecide { get; set; }

    public BuildStage? FailedStage { get; private set; }

    public BuildFailure? Failure { get; private set; }

    public string? Detail { get; private set; }

    /// <summary>Whether people are being asked, so that a card with a deadline is shown.</summary>
    public bool IsAsking => Stage == BuildStage.AwaitingApproval && Deadline is not null && !IsDecided;

    public bool IsEnded => BuildStages.IsEnd(Stage);

    /// <summary>Whether this round has been decided on.</summary>
    public bool IsDecided => DecidedRound == Round && Decision is not null;

    /// <summary>What everybody sees: a call to cancel that came too late is no decision.</summary>
    private DecisionState? Shown => Stage == BuildStage.Cancelled ? CancelRequest : Decision;

    /// <summary>What an attempt meets.</summary>
    private DecisionState? Standing => CancelRequest ?? ParkedAnswer ?? (IsDecided ? Decision : null);

    private IReadOnlyList<UserRef>? WaitingFor =>
        Stage == BuildStage.AwaitingApproval ? ApprovalRules.Approvers(Policy, _input.Requester) : null;

    private IReadOnlyList<CardAction> Actions => Stage switch
    {
        BuildStage.AwaitingApproval when !IsDecided => [CardAction.Approve, CardAction.RequestChanges, CardAction.Reject, CardAction.ViewArtifact, CardAction.Cancel],
        BuildStage.Parked => [CardAction.Retry, CardAction.Discard],
        _ when IsEnded => Artifact is null ? [] : [CardAction.ViewArtifact],
        _ => [CardAction.Cancel],
    };

    public void Enter(BuildStage stage, string? detail = null)
    {
        Detail = detail;
        if (stage != Stage)
        {
            Stage = stage;
            Since = Now;
        }

        if (stage != BuildStage.Parked)
        {
            ParkedAnswer = null;
            FailedStage = null;
            Failure = null;
        }
    }

    public void Park(BuildStage failed, BuildFailure failure, string detail)
    {
        Enter(BuildStage.Parked, detail);
        FailedStage = failed;
        Failure = failure;
    }

    public void Decide(DecisionState decision)
    {
        Decision = decision;
        DecidedRound = Round;
    }

    /// <summary>Takes the feedback of the decision into the next round.</summary>
    public void BeginNextRound()
    {
        Feedback = Decision?.Reason is { } feedback ? [.. Feedback, feedback] : Feedback;
        Round++;
        Artifact = null;
        Deadline = null;
        ReviewFailure = null;
    }

    public void AddUse(ModelUse? use) => Use = CostRules.Add(Use, use);

    public DecisionQuestion Question(DecideInput wanted) => new()
    {
        Action = wanted.Action,
        By = wanted.By,
        ShownRound = wanted.Round,
        ShownDigest = wanted.Digest,
        HasReason = wanted.Reason is { Length: > 0 },
        Stage = Stage,
        Round = Round,
        Digest = Artifact,
        Requester = _input.Requester,
        Policy = wanted.Policy ?? Policy,
        Now = Now,
        Deadline = Deadline,
        Decided = Standing?.Action,
        DecidedBy = Standing?.By,
    };

    public CardState ToCard() => new()
    {
        BuildId = _input.BuildId,
        Number = _input.Number,
        Requester = _input.Requester,
        Project = _input.Project,
        Pool = _input.Settings.Pool,
        Request = _input.Request,
        Stage = Stage,
        StartedAt = _input.RequestedAt,
        StageSince = Since,
        EndedAt = IsEnded ? Since : null,
        ShareDone = BuildStages.ShareAt(FailedStage ?? Stage),
        Detail = Detail,
        Use = Use,
        Round = Artifact is null ? 0 : Round,
        Digest = Artifact,
        Review = Artifact is null ? null : Review,
        ReviewFailure = Artifact is null ? null : ReviewFailure,
        WaitingFor = WaitingFor is { Count: > 0 } named ? named : null,
        Deadline = Stage == BuildStage.AwaitingApproval ? Deadline : null,
        Decision = Shown,
        Actions = Actions,
    };

    public BuildStatus ToStatus() => new()
    {
        BuildId = _input.BuildId,
        Number = _input.Number,
        Stage = Stage,
        Since = Since,
        StartedAt = _input.RequestedAt,
        Round = Round,
        Digest = Artifact,
        WaitingFor = WaitingFor,
        Deadline = Stage == BuildStage.AwaitingApproval ? Deadline : null,
        FailedStage = FailedStage,
        FailureType = Failure?.Type,
        Use = Use,
        Decision = Shown,
        CardRevision = CardRevision,
    };

    public BuildResult ToResult(string? code) => new() { Stage = Stage, Digest = Artifact, Rounds = Round, Use = Use, Code = code };

    public BuildCarryOver ToCarryOver(int leaseCount) => new()
    {
        Round = Round,
        CardRevision = CardRevision,
        LeaseCount = leaseCount,
        AuditCount = AuditCount,
        Draft = Draft,
        Review = Review,
        Feedback = Feedback,
        Use = Use,
        Policy = Policy,
        Decision = Decision,
    };
}
