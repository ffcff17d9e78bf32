using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.TestKit;
using Vibe.Workflows.Builds;
using Vibe.Workflows.Tests.Fakes;

namespace Vibe.Workflows.Tests.Builds;

/// <summary>The approvers change in the configuration while a build waits for them.</summary>
public sealed class ApproverChangeTests(TemporalFixture temporal) : IClassFixture<TemporalFixture>
{
    private static readonly UserRef Added = new(Some.Approver.Platform, "U_ADDED");

    [Theory]
    [InlineData(1000)]
    [InlineData(0)]
    public async Task PolicyChanged_WhileWaiting_RenamesOnTheCardAndTellsTheNewOnesOnce(int cachedWorkflows)
    {
        await using var house = new House(temporal.Client, cachedWorkflows);
        var handle = await house.StartAtAsync(BuildStage.AwaitingApproval);
        var changed = Some.Policy with { Approvers = [.. Some.Policy.Approvers, Added] };
        await Eventually.HoldsAsync(() => house.Activities.Notices.Count == 1);

        await handle.SignalAsync(w => w.PolicyChangedAsync(changed));
        await handle.SignalAsync(w => w.PolicyChangedAsync(changed));
        await Eventually.HoldsAsync(() => house.Activities.Notices.Count == 2);

        Assert.Equal([Some.Approver, Added], house.Activities.Cards.Last().Card.WaitingFor);
        await house.DecideAsync(handle, CardAction.Approve, Added);
        Assert.Equal(BuildStage.Done, (await handle.GetResultAsync()).Stage);
        Assert.Equal(
            [($"{handle.Id}/approval/1", Some.Approver), ($"{handle.Id}/approval/1/new/1", Added), ($"{handle.Id}/ended", Some.Requester)],
            house.Activities.Notices.Select(n => (n.Key, n.Mentions.Single())));
        Assert.Equal(2, house.Activities.Cards.Count(c => c.Card.Actions.Contains(CardAction.Approve)));
    }

    [Fact]
    public async Task PolicyChanged_SomebodyTakenOff_ChangesTheCardWithoutANotice()
    {
        await using var house = new House(temporal.Client);
        house.Activities.Policy = Some.Policy with { Approvers = [Some.Approver, Added] };
        var handle = await house.StartAtAsync(BuildStage.AwaitingApproval);

        await handle.SignalAsync(w => w.PolicyChangedAsync(Some.Policy));
        await Eventually.HoldsAsync(() => house.Activities.Cards.Last().Card.WaitingFor is [var only] && only == Some.Approver);
        await house.DecideAsync(handle, CardAction.Reject, reason: "no");
        await handle.GetResultAsync();

        Assert.Equal(["approval/1", "ended"], house.Activities.Notices.Select(n => n.Key[(handle.Id.Length + 1)..]));
    }

    [Fact]
    public async Task PolicyChanged_NobodyLeft_ParksAndAsksAgainAfterRetry()
    {
        await using var house = new House(temporal.Client);
        var handle = await house.StartAtAsync(BuildStage.AwaitingApproval);

        var nobody = Some.Policy with { Approvers = [Some.Requester] };

        await handle.SignalAsync(w => w.PolicyChangedAsync(nobody));
        var parked = await house.ReachesAsync(handle, BuildStage.Parked);
        Assert.Equal(FailureTypes.NobodyMayApprove, parked.FailureType);
        await house.DecideAsync(handle, CardAction.Retry, Some.Requester);
        await house.ReachesAsync(handle, BuildStage.AwaitingApproval);
        await house.DecideAsync(handle, CardAction.Approve);

        Assert.Equal(BuildStage.Done, (await handle.GetResultAsync()).Stage);
    }

    [Fact]
    public async Task PolicyChanged_BeforeAnybodyIsAsked_DoesNothing()
    {
        await using var house = new House(temporal.Client);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        house.Activities.OnStore = _ => gate.Task;
        var handle = await house.StartAtAsync(BuildStage.Reviewing);

        var changed = Some.Policy with { Approvers = [Added] };
        await handle.SignalAsync(w => w.PolicyChangedAsync(changed));
        gate.SetResult();
        var status = await house.ReachesAsync(handle, BuildStage.AwaitingApproval);

        Assert.Equal([Some.Approver], status.WaitingFor);
        await house.DecideAsync(handle, CardAction.Approve);
        await handle.GetResultAsync();
        Assert.Equal(2, house.Activities.Notices.Count);
    }
}
