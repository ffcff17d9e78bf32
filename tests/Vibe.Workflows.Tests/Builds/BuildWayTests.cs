using Temporalio.Exceptions;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Core.Policies;
using Vibe.TestKit;
using Vibe.Workflows.Builds;
using Vibe.Workflows.Tests.Fakes;

namespace Vibe.Workflows.Tests.Builds;

public sealed class BuildWayTests(TemporalFixture temporal) : IClassFixture<TemporalFixture>
{
    [Theory]
    [InlineData(1000)]
    [InlineData(0)]
    public async Task Run_ApprovedResult_IsDeliveredAndEverybodyIsTold(int cachedWorkflows)
    {
        await using var house = new House(temporal.Client, cachedWorkflows);
        var build = house.Build();
        var handle = await house.StartAtAsync(BuildStage.AwaitingApproval, build);
        var shown = await handle.QueryAsync(w => w.Status());

        var answer = await house.DecideAsync(handle, CardAction.Approve);
        var result = await handle.GetResultAsync();

        Assert.Equal((BuildStage.AwaitingApproval, BuildStage.Done, 1), (answer.Stage, result.Stage, result.Rounds));
        Assert.Equal(shown.Digest, result.Digest);
        Assert.Equal([Some.Approver], shown.WaitingFor);
        Assert.Equal(new ModelUse("fake-1", "fake", 20, 200, 0.02m), result.Use);
        var delivery = Assert.Single(house.Activities.Deliveries);
        Assert.Equal((result.Digest, Some.Approver), (delivery.Digest, delivery.ApprovedBy));
        Assert.Equal(
            [BuildStage.Validating, BuildStage.Queued, BuildStage.Generating, BuildStage.Reviewing, BuildStage.AwaitingApproval, BuildStage.Delivering, BuildStage.Done],
            house.Activities.StagesOf(build.BuildId));
        var revisions = house.Activities.Cards.Select(c => c.Revision).ToList();
        Assert.Equal(revisions.Order().Distinct(), revisions);
        Assert.Equal(
            [($"{handle.Id}/approval/1", Some.Approver), ($"{handle.Id}/ended", Some.Requester)],
            house.Activities.Notices.Select(n => (n.Key, n.Mentions.Single())));
        Assert.Equal(["Approve", "Done"], house.Activities.Audit.Select(a => a.Action));
        Assert.Equal(2, house.Activities.Audit.Select(a => a.Key).Distinct().Count());
        await Eventually.HoldsAsync(async () => (await house.Pool.QueryAsync(w => w.Owners())).Holding.Count == 0);
    }

    [Fact]
    public async Task Run_HistoryOfABuild_HoldsNoWordsAndStaysShort()
    {
        await using var house = new House(temporal.Client);
        var handle = await house.StartAtAsync(BuildStage.AwaitingApproval);
        await house.DecideAsync(handle, CardAction.Approve);
        await handle.GetResultAsync();

        var history = await handle.FetchHistoryAsync();

        Assert.InRange(history.Events.Count, 1, 160);
        Assert.DoesNotContain("a page", history.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RefusedRequest_EndsWithoutAModel()
    {
        await using var house = new House(temporal.Client);
        house.Activities.RefusalCode = RefusalCodes.NotARequester;

        var result = await (await house.StartAsync(house.Build())).GetResultAsync();

        Assert.Equal((BuildStage.Refused, RefusalCodes.NotARequester), (result.Stage, result.Code));
        Assert.Empty(house.Activities.Generations);
        Assert.Equal("No.", house.Activities.Cards.Last().Card.Detail);
    }

    [Fact]
    public async Task Run_Rejected_EndsWithTheReason()
    {
        await using var house = new House(temporal.Client);
        var handle = await house.StartAtAsync(BuildStage.AwaitingApproval);

        await house.DecideAsync(handle, CardAction.Reject, reason: "too green");

        Assert.Equal(BuildStage.Rejected, (await handle.GetResultAsync()).Stage);
        Assert.Empty(house.Activities.Deliveries);
        Assert.Equal(Some.Text("too green"), house.Activities.Cards.Last().Card.Decision?.Reason);
        Assert.Equal(Some.Text("too green"), house.Activities.Audit.First().Reason);
    }

    [Fact]
    public async Task Run_NobodyDecides_Expires()
    {
        await using var house = new House(temporal.Client);
        var handle = await house.StartAsync(house.Build(s => s with { ApprovalDeadline = TimeSpan.FromSeconds(1) }));

        var result = await handle.GetResultAsync();

        Assert.Equal((BuildStage.Expired, RefusalCodes.Expired), (result.Stage, result.Code));
        Assert.Empty(house.Activities.Deliveries);
        Assert.Equal("Expired", house.Activities.Audit.Single().Action);
        Assert.Equal(BuildStage.Expired, (await handle.QueryAsync(w => w.Status())).Stage);
    }

    [Fact]
    public async Task Run_BlockingFindings_AreMendedAtMostTwice()
    {
        await using var house = new House(temporal.Client);
        house.Activities.OnReview = _ => Task.FromResult(3);

        var handle = await house.StartAtAsync(BuildStage.AwaitingApproval);

        Assert.Equal([0, 1, 2], house.Activities.Generations.Select(g => g.Pass));
        Assert.Equal([0, 1, 2], house.Activities.Reviews.Select(r => r.Pass));
        var drafts = house.Activities.Reviews.Select(r => r.Draft).ToList();
        Assert.Equal([null, drafts[0], drafts[1]], house.Activities.Generations.Select(g => g.Draft));
        Assert.Equal(drafts[2], (await handle.QueryAsync(w => w.Status())).Digest);
    }

    [Fact]
    public async Task Run_MendedFindings_GoOnAtOnce()
    {
        await using var house = new House(temporal.Client);
        house.Activities.OnReview = r => Task.FromResult(r.Pass == 0 ? 1 : 0);

        await house.StartAtAsync(BuildStage.AwaitingApproval);

        Assert.Equal([0, 1], house.Activities.Generations.Select(g => g.Pass));
    }

    [Fact]
    public async Task Run_ReviewFails_PeopleAreAskedWithoutIt()
    {
        await using var house = new House(temporal.Client);
        house.Activities.OnReview = _ => throw new ApplicationFailureException("The model is away.", FailureTypes.ModelUnavailable);

        await house.StartAtAsync(BuildStage.AwaitingApproval);

        await Eventually.HoldsAsync(() => house.Activities.Cards.Any(c => c.Card is { Stage: BuildStage.AwaitingApproval, ReviewFailure: "The model is away.", Review: null }));
        Assert.Equal(2, house.Activities.Reviews.Count);
    }

    [Fact]
    public async Task Run_ReviewTakesTooLong_IsBounded()
    {
        await using var house = new House(temporal.Client);
        house.Activities.OnReview = async _ =>
        {
            await FakeActivities.HangAsync();
            return 0;
        };

        await house.StartAtAsync(BuildStage.AwaitingApproval, house.Build(s => s with { ReviewLimit = TimeSpan.FromMilliseconds(200), HeartbeatLimit = TimeSpan.FromSeconds(1), AttemptsPerStage = 1_000 }));

        await Eventually.HoldsAsync(() => house.Activities.Cards.Any(c => c.Card is { Stage: BuildStage.AwaitingApproval, ReviewFailure: not null }));
    }

    [Fact]
    public async Task Run_ChangesRequestedTwice_GoThreeRoundsWithAllFeedback()
    {
        await using var house = new House(temporal.Client);
        var handle = await house.StartAtAsync(BuildStage.AwaitingApproval);
        var first = await handle.QueryAsync(w => w.Status());

        await house.DecideAsync(handle, CardAction.RequestChanges, reason: "blue");
        await house.ReachesAsync(handle, BuildStage.AwaitingApproval, round: 2);
        await house.DecideAsync(handle, CardAction.RequestChanges, reason: "larger");
        await house.ReachesAsync(handle, BuildStage.AwaitingApproval, round: 3);
        await house.DecideAsync(handle, CardAction.Approve);
        var result = await handle.GetResultAsync();

        Assert.Equal((BuildStage.Done, 3), (result.Stage, result.Rounds));
        Assert.Equal([[], ["blue"], ["blue", "larger"]], house.Activities.Generations.Select(g => g.Feedback.Select(f => f == Some.Text("blue") ? "blue" : "larger")));
        Assert.Equal(first.Digest, house.Activities.Generations.ElementAt(1).Draft);
        Assert.Equal(["approval/1", "approval/2", "approval/3", "ended"], house.Activities.Notices.Select(n => n.Key[(handle.Id.Length + 1)..]));
        Assert.Equal(["RequestChanges", "RequestChanges", "Approve", "Done"], house.Activities.Audit.Select(a => a.Action));
        Assert.Equal(result.Digest, Assert.Single(house.Activities.Deliveries).Digest);
    }

    [Fact]
    public async Task Run_LongHistory_ContinuesAsNewWithTheNextRound()
    {
        await using var house = new House(temporal.Client);
        var handle = await house.StartAtAsync(BuildStage.AwaitingApproval, house.Build(s => s with { ContinueAfterEvents = 10 }));
        var latest = house.Client.GetWorkflowHandle<BuildWorkflow>(handle.Id);

        await house.DecideAsync(latest, CardAction.RequestChanges, reason: "blue");
        await house.ReachesAsync(latest, BuildStage.AwaitingApproval, round: 2);
        await house.DecideAsync(latest, CardAction.Approve);
        var result = await handle.GetResultAsync();

        Assert.Equal((BuildStage.Done, 2), (result.Stage, result.Rounds));
        Assert.Equal(400, result.Use?.OutputTokens);
        Assert.NotEqual(handle.FirstExecutionRunId, (await latest.DescribeAsync()).RunId);
        var revisions = house.Activities.Cards.Select(c => c.Revision).ToList();
        Assert.Equal(revisions.Order().Distinct(), revisions);
        Assert.Equal(house.Activities.Audit.Count, house.Activities.Audit.Select(a => a.Key).Distinct().Count());
        Assert.Equal(2, house.Activities.Leases.Count);
    }

    [Fact]
    public async Task Decide_WhatPolicyForbids_IsRefusedAndLeavesNothing()
    {
        await using var house = new House(temporal.Client);
        var handle = await house.StartAtAsync(BuildStage.AwaitingApproval);
        var status = await handle.QueryAsync(w => w.Status());
        var events = (await handle.FetchHistoryAsync()).Events.Count(e => e.WorkflowExecutionUpdateAcceptedEventAttributes is not null);
        var click = new DecideInput { Action = CardAction.Approve, By = Some.Approver, Round = 1, Digest = status.Digest };

        Assert.Equal(RefusalCodes.NotAnApprover, await house.RefusalAsync(handle, click with { By = Some.Stranger }));
        Assert.Equal(RefusalCodes.NotAnApprover, await house.RefusalAsync(handle, click with { By = new UserRef(ChatPlatform.Web, "UAPP") }));
        Assert.Equal(RefusalCodes.StaleRound, await house.RefusalAsync(handle, click with { Round = 2 }));
        Assert.Equal(RefusalCodes.StaleArtifact, await house.RefusalAsync(handle, click with { Digest = Some.Digest("other") }));
        Assert.Equal(RefusalCodes.ReasonMissing, await house.RefusalAsync(handle, click with { Action = CardAction.RequestChanges }));
        Assert.Equal(RefusalCodes.NotParked, await house.RefusalAsync(handle, click with { Action = CardAction.Retry }));
        Assert.Equal(RefusalCodes.NotYours, await house.RefusalAsync(handle, click with { Action = CardAction.Cancel, By = Some.Stranger }));

        Assert.Equal(0, events);
        Assert.DoesNotContain((await handle.FetchHistoryAsync()).Events, e => e.WorkflowExecutionUpdateAcceptedEventAttributes is not null);
        Assert.Empty(house.Activities.Audit);
        Assert.Equal(BuildStage.AwaitingApproval, (await handle.QueryAsync(w => w.Status())).Stage);
    }

    [Fact]
    public async Task Decide_HundredClicksAtOnce_AreOneDecision()
    {
        await using var house = new House(temporal.Client);
        house.Activities.Policy = new ProjectPolicy { Name = "default" };
        var handle = await house.StartAtAsync(BuildStage.AwaitingApproval);
        var status = await handle.QueryAsync(w => w.Status());

        // A server takes ten updates of one run at a time; who comes meanwhile is asked to come again.
        using var atOnce = new SemaphoreSlim(8);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            await atOnce.WaitAsync();
            var click = new DecideInput
            {
                Action = i % 2 == 0 ? CardAction.Approve : CardAction.Reject,
                By = new UserRef(ChatPlatform.Slack, $"U{i}"),
                Round = 1,
                Digest = status.Digest,
            };
            try
            {
                await house.DecideAsync(handle, click);
                return "accepted";
            }
            catch (WorkflowUpdateFailedException e)
            {
                return ((ApplicationFailureException)e.InnerException!).ErrorType!;
            }
            catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
            {
                return RefusalCodes.AlreadyEnded;
            }
            finally
            {
                atOnce.Release();
            }
        }));
        var result = await handle.GetResultAsync();

        Assert.Single(outcomes, "accepted");
        Assert.All(outcomes.Where(o => o != "accepted"), o => Assert.Contains(o, new[] { RefusalCodes.AlreadyDecided, RefusalCodes.AlreadyEnded, "AcceptedUpdateCompletedWorkflow" }));
        Assert.Single(house.Activities.Audit, a => a.By is not null);
        Assert.Equal(result.Stage == BuildStage.Done ? 1 : 0, house.Activities.Deliveries.Count);
    }

    [Fact]
    public async Task Decide_OwnBuild_IsRefused()
    {
        await using var house = new House(temporal.Client);
        house.Activities.Policy = new ProjectPolicy { Name = "default" };
        var handle = await house.StartAtAsync(BuildStage.AwaitingApproval);
        var status = await handle.QueryAsync(w => w.Status());

        var code = await house.RefusalAsync(handle, new DecideInput { Action = CardAction.Approve, By = Some.Requester, Round = 1, Digest = status.Digest });

        Assert.Equal(RefusalCodes.OwnBuild, code);
        Assert.Empty(status.WaitingFor!);
    }

    [Fact]
    public async Task Run_NobodyMayApproveAnyMore_IsParkedUntilSomebodyMay()
    {
        await using var house = new House(temporal.Client);
        house.Activities.OnStore = _ =>
        {
            house.Activities.Policy = house.Activities.Policy with { Approvers = [Some.Requester] };
            return Task.CompletedTask;
        };
        var handle = await house.StartAtAsync(BuildStage.Parked);
        var status = await handle.QueryAsync(w => w.Status());
        house.Activities.Policy = Some.Policy;

        await house.DecideAsync(handle, CardAction.Retry, Some.Requester);
        await house.ReachesAsync(handle, BuildStage.AwaitingApproval);

        Assert.Equal((BuildStage.AwaitingApproval, FailureTypes.NobodyMayApprove), (status.FailedStage, status.FailureType));
        Assert.Contains("Projects:default:SelfApproval", house.Activities.Cards.First(c => c.Card.Stage == BuildStage.Parked).Card.Detail, StringComparison.Ordinal);
        Assert.Single(house.Activities.Generations);
    }
}
