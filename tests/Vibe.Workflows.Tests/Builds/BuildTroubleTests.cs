using Temporalio.Exceptions;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.TestKit;
using Vibe.Workflows.Builds;
using Vibe.Workflows.Capacity;
using Vibe.Workflows.Tests.Fakes;

namespace Vibe.Workflows.Tests.Builds;

public sealed class BuildTroubleTests(TemporalFixture temporal) : IClassFixture<TemporalFixture>
{
    [Theory]
    [InlineData(BuildStage.Queued)]
    [InlineData(BuildStage.Generating)]
    [InlineData(BuildStage.Reviewing)]
    [InlineData(BuildStage.Fixing)]
    [InlineData(BuildStage.AwaitingApproval)]
    [InlineData(BuildStage.Parked)]
    public async Task Cancel_AtAnyStage_EndsTheBuildAndGivesTheSlotBack(BuildStage stage)
    {
        await using var house = new House(temporal.Client);
        HangAt(house, stage);
        var handle = await house.StartAtAsync(stage);

        var answer = await house.DecideAsync(handle, CardAction.Cancel, Some.Requester);
        var result = await handle.GetResultAsync();

        Assert.Equal("Called off.", answer.Message);
        Assert.Equal(BuildStage.Cancelled, result.Stage);
        Assert.Empty(house.Activities.Deliveries);
        var card = house.Activities.Cards.Last().Card;
        Assert.Equal((BuildStage.Cancelled, CardAction.Cancel, Some.Requester), (card.Stage, card.Decision?.Action, card.Decision?.By));
        Assert.Contains("Cancel", house.Activities.Audit.Select(a => a.Action));
        await Eventually.HoldsAsync(async () => (await house.Pool.QueryAsync(w => w.Owners())) is { Holding.Count: 0, Waiting.Count: 0 });
    }

    [Fact]
    public async Task Cancel_WhileDelivering_StopsAHangingDelivery()
    {
        await using var house = new House(temporal.Client);
        house.Activities.OnDeliver = _ => FakeActivities.HangAsync();
        var handle = await house.StartAtAsync(BuildStage.AwaitingApproval);
        await house.DecideAsync(handle, CardAction.Approve);
        await house.ReachesAsync(handle, BuildStage.Delivering);

        var answer = await house.DecideAsync(handle, CardAction.Cancel, Some.Requester);

        Assert.Equal("Called off.", answer.Message);
        Assert.Equal(BuildStage.Cancelled, (await handle.GetResultAsync()).Stage);
    }

    [Fact]
    public async Task Cancel_ThroughTemporal_EndsTheBuildInOrder()
    {
        await using var house = new House(temporal.Client);
        house.Activities.OnGenerate = _ => FakeActivities.HangAsync();
        var handle = await house.StartAtAsync(BuildStage.Generating);

        await handle.CancelAsync();

        Assert.Equal(BuildStage.Cancelled, (await handle.GetResultAsync()).Stage);
        Assert.Equal(BuildStage.Cancelled, house.Activities.Cards.Last().Card.Stage);
        await Eventually.HoldsAsync(async () => (await house.Pool.QueryAsync(w => w.Owners())).Holding.Count == 0);
    }

    [Fact]
    public async Task Run_StageFailsThenWorks_GoesOnUnderItsLease()
    {
        await using var house = new House(temporal.Client);
        var calls = 0;
        house.Activities.OnGenerate = _ => Interlocked.Increment(ref calls) == 1
            ? throw new ApplicationFailureException("Busy.", FailureTypes.ModelRateLimited)
            : Task.CompletedTask;

        await house.StartAtAsync(BuildStage.AwaitingApproval);

        Assert.Equal(2, calls);
        Assert.Single(house.Activities.Leases);
        Assert.DoesNotContain(house.Activities.Cards, c => c.Card.Stage == BuildStage.Parked);
    }

    [Fact]
    public async Task Run_LastAttemptFails_IsParkedAndRetryResumesThere()
    {
        await using var house = new House(temporal.Client);
        var isBroken = true;
        house.Activities.OnDeliver = _ => isBroken ? throw new InvalidOperationException("secret words") : Task.CompletedTask;
        var handle = await house.StartAtAsync(BuildStage.AwaitingApproval);
        await house.DecideAsync(handle, CardAction.Approve);
        var parked = await house.ReachesAsync(handle, BuildStage.Parked);
        isBroken = false;

        await house.DecideAsync(handle, CardAction.Retry, Some.Requester);
        var result = await handle.GetResultAsync();

        Assert.Equal((BuildStage.Delivering, FailureTypes.Unexpected), (parked.FailedStage, parked.FailureType));
        Assert.Equal(BuildStage.Done, result.Stage);
        Assert.Single(house.Activities.Generations);
        Assert.Single(house.Activities.Deliveries);
        var card = house.Activities.Cards.First(c => c.Card.Stage == BuildStage.Parked).Card;
        Assert.Equal([CardAction.Retry, CardAction.Discard], card.Actions);
        Assert.DoesNotContain("secret words", card.Detail, StringComparison.Ordinal);
        Assert.Equal(["Approve", "Parked", "Retry", "Done"], house.Activities.Audit.Select(a => a.Action));
        Assert.Contains(house.Activities.Notices, n => n.Kind == NoticeKind.Parked && n.Mentions.SequenceEqual([Some.Requester]));
    }

    [Fact]
    public async Task Run_ParkedWhileGenerating_LeavesTheSlotAndRetriesFromTheLine()
    {
        await using var house = new House(temporal.Client);
        var isBroken = true;
        house.Activities.OnGenerate = _ => isBroken ? throw new ApplicationFailureException("The model declined.", FailureTypes.ModelRefused, nonRetryable: true) : Task.CompletedTask;
        var handle = await house.StartAtAsync(BuildStage.Parked);
        await Eventually.HoldsAsync(async () => (await house.Pool.QueryAsync(w => w.Owners())).Holding.Count == 0);
        isBroken = false;

        await house.DecideAsync(handle, CardAction.Retry, Some.Requester);
        await house.ReachesAsync(handle, BuildStage.AwaitingApproval);

        Assert.Equal(2, house.Activities.Leases.Count);
        Assert.Contains("The model declined.", house.Activities.Cards.First(c => c.Card.Stage == BuildStage.Parked).Card.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ParkedAndDiscarded_Ends()
    {
        await using var house = new House(temporal.Client);
        house.Activities.OnGenerate = _ => throw new ApplicationFailureException("The model declined.", FailureTypes.ModelRefused, nonRetryable: true);
        var handle = await house.StartAtAsync(BuildStage.Parked);

        await house.DecideAsync(handle, CardAction.Discard, Some.Requester);
        var result = await handle.GetResultAsync();

        Assert.Equal((BuildStage.Discarded, FailureTypes.ModelRefused), (result.Stage, result.Code));
        Assert.Equal(["Parked", "Discard", "Discarded"], house.Activities.Audit.Select(a => a.Action));
    }

    [Fact]
    public async Task Run_ParkedForTooLong_IsGivenUp()
    {
        await using var house = new House(temporal.Client);
        house.Activities.OnGenerate = _ => throw new ApplicationFailureException("The model declined.", FailureTypes.ModelRefused, nonRetryable: true);

        var result = await (await house.StartAsync(house.Build(s => s with { ParkedLimit = TimeSpan.FromMilliseconds(300) }))).GetResultAsync();

        Assert.Equal(BuildStage.Discarded, result.Stage);
    }

    [Fact]
    public async Task Run_WorkerGoesAwayWhileGenerating_AnotherGoesOnUnderTheSameLease()
    {
        await using var house = new House(temporal.Client);
        house.Activities.OnGenerate = _ => FakeActivities.HangAsync();

        // A machine that stands still is a silent worker too: then there are more attempts than two, still of one build under one lease.
        var handle = await house.StartAtAsync(BuildStage.Generating, house.Build(s => s with { HeartbeatLimit = TimeSpan.FromSeconds(2), AttemptsPerStage = 1_000 }));
        await Eventually.HoldsAsync(() => !house.Activities.Generations.IsEmpty);
        await house.StopWorkersAsync();
        var before = house.Activities.Generations.Count;
        house.Activities.OnGenerate = _ => Task.CompletedTask;

        house.StartWorker();
        await house.ReachesAsync(handle, BuildStage.AwaitingApproval);

        Assert.True(house.Activities.Generations.Count > before, "Another worker generates.");
        Assert.Single(house.Activities.Leases);
    }

    [Fact]
    public async Task Run_WorkerGoesAwayWhileWaiting_TheDecisionIsTakenLater()
    {
        await using var house = new House(temporal.Client);
        var handle = await house.StartAtAsync(BuildStage.AwaitingApproval);
        var status = await handle.QueryAsync(w => w.Status());
        await house.StopWorkersAsync();

        var decision = house.DecideAsync(handle, new DecideInput { Action = CardAction.Approve, By = Some.Approver, Round = 1, Digest = status.Digest });
        house.StartWorker();
        await decision;

        Assert.Equal(BuildStage.Done, (await handle.GetResultAsync()).Stage);
        Assert.Single(house.Activities.Deliveries);
    }

    [Fact]
    public async Task Run_LeaseEndsByItsTime_BuildStandsInLineAgain()
    {
        await using var house = new House(temporal.Client);
        house.Activities.Pool = new PoolSettings { Slots = 1, LeaseTime = TimeSpan.FromSeconds(1) };
        var calls = 0;
        house.Activities.OnGenerate = _ =>
        {
            if (Interlocked.Increment(ref calls) > 1)
            {
                return Task.CompletedTask;
            }

            // The next lease lasts.
            house.Activities.Pool = new PoolSettings { Slots = 1 };
            return FakeActivities.HangAsync();
        };

        await house.StartAtAsync(BuildStage.AwaitingApproval);

        // Three where the machine stood still for a lease's second before anything began.
        Assert.InRange(house.Activities.Leases.Count, 2, 3);
    }

    private static void HangAt(House house, BuildStage stage)
    {
        var isFirst = true;
        switch (stage)
        {
            case BuildStage.Queued:
                house.Activities.Pool = new PoolSettings { Slots = 0 };
                break;
            case BuildStage.Generating:
                house.Activities.OnGenerate = _ => FakeActivities.HangAsync();
                break;
            case BuildStage.Reviewing:
                house.Activities.OnReview = async _ =>
                {
                    await FakeActivities.HangAsync();
                    return 0;
                };
                break;
            case BuildStage.Fixing:
                house.Activities.OnReview = _ => Task.FromResult(1);
                house.Activities.OnGenerate = g =>
                {
                    (isFirst, var hang) = (false, !isFirst);
                    return hang ? FakeActivities.HangAsync() : Task.CompletedTask;
                };
                break;
            case BuildStage.Parked:
                house.Activities.OnGenerate = _ => throw new ApplicationFailureException("The model declined.", FailureTypes.ModelRefused, nonRetryable: true);
                break;
        }
    }
}
