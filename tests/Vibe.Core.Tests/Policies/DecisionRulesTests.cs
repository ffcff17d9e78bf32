using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Core.Policies;

namespace Vibe.Core.Tests.Policies;

public sealed class DecisionRulesTests
{
    private static string CodeOf(DecisionQuestion question) => DecisionRules.Check(question) is PolicyAnswer.Refused refused ? refused.Code : "allowed";

    [Theory]
    [InlineData(CardAction.Approve)]
    [InlineData(CardAction.RequestChanges)]
    [InlineData(CardAction.Reject)]
    public void Check_VoteOfAnApproverOnThePresentCard_IsAllowed(CardAction action) => Assert.Equal("allowed", CodeOf(Some.Question(action)));

    [Fact]
    public void Check_SomebodyElse_IsNotAnApprover()
    {
        Assert.Equal(RefusalCodes.NotAnApprover, CodeOf(Some.Question(CardAction.Approve, Some.Stranger)));
        Assert.Equal("allowed", CodeOf(Some.Question(CardAction.Approve, Some.Stranger) with { Policy = Some.Policy() }));
    }

    [Fact]
    public void Check_PersonOfAnotherPlatform_NeverDecides() =>
        Assert.Equal(RefusalCodes.NotAnApprover, CodeOf(Some.Question(CardAction.Approve, new UserRef(ChatPlatform.Web, "UAPP")) with { Policy = Some.Policy() }));

    [Fact]
    public void Check_OwnBuild_DependsOnSelfApproval()
    {
        var own = Some.Question(CardAction.Approve, Some.Requester);

        Assert.Equal(RefusalCodes.OwnBuild, CodeOf(own with { Policy = Some.Policy() }));
        Assert.Equal(RefusalCodes.OwnBuild, CodeOf(own with { Policy = Some.Policy([Some.Requester, Some.Approver]) }));
        Assert.Equal("allowed", CodeOf(own with { Policy = Some.Policy(self: true) }));
        Assert.Equal(RefusalCodes.NotAnApprover, CodeOf(own with { Policy = Some.Policy([Some.Approver], self: true) }));
    }

    [Fact]
    public void Check_OldCards_AreStale()
    {
        Assert.Equal(RefusalCodes.StaleRound, CodeOf(Some.Question(CardAction.Approve) with { ShownRound = 1 }));
        Assert.Equal(RefusalCodes.StaleRound, CodeOf(Some.Question(CardAction.Approve) with { ShownRound = 3 }));
        Assert.Equal(RefusalCodes.StaleArtifact, CodeOf(Some.Question(CardAction.Approve) with { ShownDigest = ArtifactDigest.Of("other"u8) }));
        Assert.Equal(RefusalCodes.StaleArtifact, CodeOf(Some.Question(CardAction.Approve) with { ShownDigest = null }));
        Assert.Equal(RefusalCodes.StaleArtifact, CodeOf(Some.Question(CardAction.Approve) with { ShownRound = 0 }));
    }

    [Fact]
    public void Check_SecondVote_NamesTheFirst()
    {
        var question = Some.Question(CardAction.Reject) with { Decided = CardAction.Approve, DecidedBy = Some.Stranger };

        var refused = Assert.IsType<PolicyAnswer.Refused>(DecisionRules.Check(question));

        Assert.Equal(RefusalCodes.AlreadyDecided, refused.Code);
        Assert.Contains("slack:USTR", refused.Reason, StringComparison.Ordinal);
        Assert.Contains("approved", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_DeadlineReached_IsExpired()
    {
        var question = Some.Question(CardAction.Approve);

        Assert.Equal(RefusalCodes.Expired, CodeOf(question with { Now = question.Deadline!.Value }));
        Assert.Equal("allowed", CodeOf(question with { Now = question.Deadline!.Value.AddTicks(-1) }));
    }

    [Theory]
    [InlineData(BuildStage.Queued)]
    [InlineData(BuildStage.Generating)]
    [InlineData(BuildStage.Delivering)]
    [InlineData(BuildStage.Parked)]
    public void Check_VoteAtAnotherStage_IsNotWaiting(BuildStage stage) => Assert.Equal(RefusalCodes.NotWaiting, CodeOf(Some.Question(CardAction.Approve) with { Stage = stage }));

    [Fact]
    public void Check_ChangesWithoutWords_WantsThem()
    {
        Assert.Equal(RefusalCodes.ReasonMissing, CodeOf(Some.Question(CardAction.RequestChanges) with { HasReason = false }));
        Assert.Equal("allowed", CodeOf(Some.Question(CardAction.Reject) with { HasReason = false }));
    }

    [Fact]
    public void Check_EveryActionAfterEveryEnd_IsRefused()
    {
        foreach (var stage in Enum.GetValues<BuildStage>().Where(BuildStages.IsEnd))
        {
            foreach (var action in Enum.GetValues<CardAction>())
            {
                var code = CodeOf(Some.Question(action) with { Stage = stage });
                Assert.Equal(stage == BuildStage.Expired ? RefusalCodes.Expired : RefusalCodes.AlreadyEnded, code);
            }
        }
    }

    [Fact]
    public void Check_CancelAtEveryStage_IsForThoseConcerned()
    {
        foreach (var stage in Enum.GetValues<BuildStage>().Where(s => !BuildStages.IsEnd(s)))
        {
            Assert.Equal("allowed", CodeOf(Some.Question(CardAction.Cancel, Some.Requester) with { Stage = stage }));
            Assert.Equal("allowed", CodeOf(Some.Question(CardAction.Cancel, Some.Approver) with { Stage = stage }));
            Assert.Equal(RefusalCodes.NotYours, CodeOf(Some.Question(CardAction.Cancel, Some.Stranger) with { Stage = stage }));
        }

        Assert.Equal(RefusalCodes.AlreadyDecided, CodeOf(Some.Question(CardAction.Cancel) with { Decided = CardAction.Cancel, DecidedBy = Some.Requester }));
        Assert.Equal("allowed", CodeOf(Some.Question(CardAction.Cancel) with { Stage = BuildStage.Delivering, Decided = CardAction.Approve, DecidedBy = Some.Approver }));
    }

    [Theory]
    [InlineData(CardAction.Retry)]
    [InlineData(CardAction.Discard)]
    public void Check_ParkedActions_NeedAParkedBuild(CardAction action)
    {
        Assert.Equal("allowed", CodeOf(Some.Question(action, Some.Requester) with { Stage = BuildStage.Parked }));
        Assert.Equal("allowed", CodeOf(Some.Question(action, Some.Requester) with { Stage = BuildStage.Parked, Decided = CardAction.Approve, DecidedBy = Some.Approver }));
        Assert.Equal(RefusalCodes.NotParked, CodeOf(Some.Question(action, Some.Requester) with { Stage = BuildStage.Generating }));
        Assert.Equal(RefusalCodes.NotYours, CodeOf(Some.Question(action, Some.Stranger) with { Stage = BuildStage.Parked }));
        Assert.Equal(RefusalCodes.AlreadyDecided, CodeOf(Some.Question(action) with { Stage = BuildStage.Parked, Decided = CardAction.Retry, DecidedBy = Some.Requester }));
    }

    [Fact]
    public void Check_ViewArtifact_IsNoDecision() => Assert.Equal(RefusalCodes.UnknownAction, CodeOf(Some.Question(CardAction.ViewArtifact)));
}
