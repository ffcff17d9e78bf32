using Temporalio.Workflows;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Core.Policies;

namespace Vibe.Workflows.Builds;

/// <summary>What a build lets the world know. Nothing here ends with the build's cancellation: who called it off must see that it is off.</summary>
internal sealed class BuildThread(BuildInput input, BuildState state)
{
    private int _parkedNotices;
    private int _approverChanges;

    public Task ShowAsync()
    {
        state.CardRevision += CardRevisions.Step;
        var card = new PublishCardInput { Card = state.ToCard(), Revision = state.CardRevision };
        return Workflow.ExecuteActivityAsync((IThreadActivities a) => a.PublishCardAsync(card), BuildActivityOptions.Records);
    }

    public Task AskApproversAsync() =>
        NotifyAsync($"approval/{state.Round}", NoticeKind.ApprovalWanted, ApprovalRules.Approvers(state.Policy, input.Requester));

    public Task AskNewApproversAsync(IReadOnlyList<UserRef> added)
    {
        _approverChanges++;
        return NotifyAsync($"approval/{state.Round}/new/{_approverChanges}", NoticeKind.ApprovalWanted, added);
    }

    public Task TellParkedAsync()
    {
        _parkedNotices++;
        return NotifyAsync($"parked/{state.Round}/{_parkedNotices}", NoticeKind.Parked, [input.Requester]);
    }

    public Task TellEndAsync() => NotifyAsync("ended", NoticeKind.Ended, [input.Requester]);

    public Task AuditDecisionAsync(DecisionState decision) => AuditAsync(new AuditInput
    {
        Key = NextAuditKey(),
        BuildId = input.BuildId,
        Action = decision.Action.ToString(),
        By = decision.By,
        At = decision.At,
        Round = state.Round,
        Digest = state.Artifact,
        Reason = decision.Reason,
    });

    public Task AuditStageAsync(BuildStage stage) => AuditAsync(new AuditInput
    {
        Key = NextAuditKey(),
        BuildId = input.BuildId,
        Action = stage.ToString(),
        At = BuildState.Now,
        Round = state.Round,
        Digest = state.Artifact,
    });

    private static Task AuditAsync(AuditInput entry) =>
        Workflow.ExecuteActivityAsync((IThreadActivities a) => a.RecordAuditAsync(entry), BuildActivityOptions.Records);

    private Task NotifyAsync(string key, NoticeKind kind, IReadOnlyList<UserRef> mentions)
    {
        var notice = new SendNoticeInput { Key = $"{input.BuildId.WorkflowId}/{key}", Kind = kind, Mentions = mentions, Card = state.ToCard() };
        return Workflow.ExecuteActivityAsync((IThreadActivities a) => a.SendNoticeAsync(notice), BuildActivityOptions.Records);
    }

    private string NextAuditKey() => $"{input.BuildId.WorkflowId}/{++state.AuditCount}";
}
