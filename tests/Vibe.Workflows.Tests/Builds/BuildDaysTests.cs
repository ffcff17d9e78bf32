using Temporalio.Testing;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Workflows.Tests.Fakes;

namespace Vibe.Workflows.Tests.Builds;

/// <summary>What takes days, on the embedded service with time that is skipped.</summary>
public sealed class BuildDaysTests
{
    [Fact]
    public async Task Run_NobodyDecidesForSevenDays_Expires()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        await using var house = new House(environment.Client);
        var handle = await house.StartAsync(house.Build());

        var result = await handle.GetResultAsync();

        Assert.Equal(BuildStage.Expired, result.Stage);
        var asked = house.Activities.Cards.First(c => c.Card.Stage == BuildStage.AwaitingApproval).Card;
        var ended = house.Activities.Cards.Last().Card;
        Assert.InRange((ended.EndedAt - asked.StageSince) ?? TimeSpan.Zero, TimeSpan.FromDays(7), TimeSpan.FromDays(7.01));
    }

    [Fact]
    public async Task Decide_AfterSixDays_IsInTime()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        await using var house = new House(environment.Client);
        var handle = await house.StartAtAsync(BuildStage.AwaitingApproval);

        await environment.DelayAsync(TimeSpan.FromDays(6));
        await house.DecideAsync(handle, CardAction.Approve);

        Assert.Equal(BuildStage.Done, (await handle.GetResultAsync()).Stage);
    }
}
