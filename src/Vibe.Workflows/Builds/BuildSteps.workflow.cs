using Temporalio.Exceptions;
using Temporalio.Workflows;
using Vibe.Core.Artifacts;
using Vibe.Core.Policies;

namespace Vibe.Workflows.Builds;

/// <summary>What is done in each stage of a build: one call to an activity and what follows from its answer.</summary>
internal sealed class BuildSteps(BuildInput input, BuildState state, BuildThread thread)
{
    private BuildSettings Settings => input.Settings;

    /// <summary>The code of the refusal, or <see langword="null"/> where the build goes on.</summary>
    public async Task<string?> ValidateAsync()
    {
        var question = new ValidateInput { Build = input };
        var answer = await Workflow.ExecuteActivityAsync((IRequestActivities a) => a.ValidateRequestAsync(question), BuildActivityOptions.Records);
        state.Policy = answer.Policy;
        state.RefusalReason = answer.RefusalReason;
        return answer.RefusalCode;
    }

    /// <summary>Has the files written (pass 0) or mended.</summary>
    public async Task WriteAsync(int pass, CancellationToken cancellationToken)
    {
        var question = new GenerateInput
        {
            BuildId = input.BuildId,
            Round = state.Round,
            Pass = pass,
            Request = input.Request,
            Draft = state.Draft,
            Review = state.Review,
            Feedback = state.Feedback,
            Card = state.ToCard(),
            CardRevision = state.CardRevision,
        };
        var output = await Workflow.ExecuteActivityAsync((IGenerationActivities a) => a.GenerateFilesAsync(question), BuildActivityOptions.Generation(Settings, cancellationToken));
        state.Draft = output.Draft;
        state.AddUse(output.Use);
    }

    /// <summary>The number of blocking findings. A review that fails or takes too long does not stop the build: people are asked without it, and the card says so.</summary>
    public async Task<int> ReviewAsync(int pass, CancellationToken cancellationToken)
    {
        var question = new ReviewInput
        {
            BuildId = input.BuildId,
            Round = state.Round,
            Pass = pass,
            Request = input.Request,
            Feedback = state.Feedback,
            Draft = Draft(),
            Limit = Settings.ReviewLimit,
            Card = state.ToCard(),
            CardRevision = state.CardRevision,
        };
        try
        {
            var output = await Workflow.ExecuteActivityAsync((IReviewActivities a) => a.ReviewFilesAsync(question), BuildActivityOptions.Review(Settings, cancellationToken));
            state.AddUse(output.Use);
            (state.Review, state.ReviewFailure) = (output.Review, null);
            return output.Blocking;
        }
        catch (ActivityFailureException e) when (!TemporalException.IsCanceledException(e))
        {
            (state.Review, state.ReviewFailure) = (null, BuildFailure.Of(e).Message);
            return 0;
        }
    }

    /// <summary>Stores what people will be asked about.</summary>
    public async Task StoreAsync(CancellationToken cancellationToken)
    {
        var question = new StoreArtifactInput { BuildId = input.BuildId, Round = state.Round, Draft = Draft(), Review = state.Review };
        var output = await Workflow.ExecuteActivityAsync((IArtifactActivities a) => a.StoreArtifactAsync(question), BuildActivityOptions.Files(Settings, cancellationToken));
        state.Artifact = output.Digest;
    }

    /// <summary>Asks people and waits until one has decided, the deadline is over or the token ends.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        // Asked again after a parking, nobody is asked yet. Read anew, so that an approver who was added since can decide.
        state.Deadline = null;
        var project = new ReadPolicyInput { Project = input.Project };
        state.Policy = await Workflow.ExecuteActivityAsync((IRequestActivities a) => a.ReadPolicyAsync(project), BuildActivityOptions.Records);
        if (ApprovalRules.SomebodyMayApprove(state.Policy, input.Requester) is PolicyAnswer.Refused nobody)
        {
            throw NobodyMayApprove(nobody);
        }

        state.NobodyMayDecide = null;
        state.Deadline = BuildState.Now + (Settings.ApprovalDeadline ?? state.Policy.ApprovalDeadline);
        await thread.ShowAsync();
        await thread.AskApproversAsync();
        var left = state.Deadline.Value - BuildState.Now;
        if (left > TimeSpan.Zero)
        {
            await Workflow.WaitConditionAsync(() => state.IsDecided || state.NobodyMayDecide is not null, left, cancellationToken);
        }

        if (state is { IsDecided: false, NobodyMayDecide: { } since })
        {
            throw NobodyMayApprove(since);
        }

        if (state is { IsDecided: true, Decision: { } decision })
        {
            await thread.AuditDecisionAsync(decision);
        }
    }

    /// <summary>Follows a change of the policy while people are asked: the card names those who decide now, and who was not asked before is told once.</summary>
    public async Task FollowAsync(ProjectPolicy policy)
    {
        if (!state.IsAsking)
        {
            return;
        }

        var asked = ApprovalRules.Approvers(state.Policy, input.Requester);
        state.Policy = policy;
        if (ApprovalRules.SomebodyMayApprove(policy, input.Requester) is PolicyAnswer.Refused nobody)
        {
            state.NobodyMayDecide = nobody;
            return;
        }

        var approvers = ApprovalRules.Approvers(policy, input.Requester);
        if (approvers.ToHashSet().SetEquals(asked))
        {
            return;
        }

        await thread.ShowAsync();
        if (approvers.Except(asked).ToList() is { Count: > 0 } added && state.IsAsking)
        {
            await thread.AskNewApproversAsync(added);
        }
    }

    /// <summary>Hands over what was approved, and only that.</summary>
    public async Task DeliverAsync(DecisionState approval, CancellationToken cancellationToken)
    {
        var question = new DeliverInput
        {
            BuildId = input.BuildId,
            Number = input.Number,
            Digest = state.Artifact ?? throw new ApplicationFailureException("There is no artifact to deliver.", FailureTypes.ContentMissing, nonRetryable: true),
            Round = state.Round,
            ApprovedBy = approval.By,
            ApprovedAt = approval.At,
        };
        await Workflow.ExecuteActivityAsync((IArtifactActivities a) => a.DeliverAsync(question), BuildActivityOptions.Files(Settings, cancellationToken));
    }

    private static ApplicationFailureException NobodyMayApprove(PolicyAnswer.Refused nobody) => new(nobody.Reason, FailureTypes.NobodyMayApprove, nonRetryable: true);

    private ArtifactDigest Draft() =>
        state.Draft ?? throw new ApplicationFailureException("There is no result to go on from.", FailureTypes.ContentMissing, nonRetryable: true);
}
