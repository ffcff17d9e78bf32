using Vibe.Chat.Outbound;
using Vibe.Chat.Publishing;
using Vibe.Data.Outbox;
using Vibe.TestKit;

namespace Vibe.Chat.Tests.Publishing;

public sealed class RateGatesTests
{
    private readonly ManualTimeProvider time = new();

    [Fact]
    public void TryTake_Burst_IsAllowedAfterAPauseAndThenOnePerInterval()
    {
        var gates = Gates(new RateLimit(ChatMethod.Send, RateScope.Channel, TimeSpan.FromSeconds(1), 3));

        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => gates.TryTake(ChatMethod.Send, Some.Channel())));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => gates.TryTake(ChatMethod.Send, Some.Channel())));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => gates.TryTake(ChatMethod.Send, Some.Channel())));
    }

    [Fact]
    public void TryTake_OverAnHour_NeverPassesTheRate()
    {
        var gates = Gates(new RateLimit(ChatMethod.Edit, RateScope.Workspace, TimeSpan.FromSeconds(1.2), 5));
        var taken = 0;
        for (var i = 0; i < 36_000; i++)
        {
            taken += gates.TryTake(ChatMethod.Edit, Some.Channel($"C{i % 7}")) ? 1 : 0;
            time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.InRange(taken, 2990, 3005);
    }

    [Fact]
    public void TryTake_OtherChannelOrMethod_IsIndependent()
    {
        var gates = Gates(new RateLimit(ChatMethod.Send, RateScope.Channel, TimeSpan.FromSeconds(1), 1));
        Assert.True(gates.TryTake(ChatMethod.Send, Some.Channel("C1")));

        Assert.False(gates.TryTake(ChatMethod.Send, Some.Channel("C1")));
        Assert.True(gates.TryTake(ChatMethod.Send, Some.Channel("C2")));
        Assert.True(gates.TryTake(ChatMethod.Send, Some.Channel("C1", workspace: "T2")));
        Assert.True(gates.TryTake(ChatMethod.Edit, Some.Channel("C1")));
    }

    [Fact]
    public void TryTake_TwoLimits_TakesFromBothOrNone()
    {
        var gates = Gates(
            new RateLimit(ChatMethod.Send, RateScope.Channel, TimeSpan.FromSeconds(1), 1), new RateLimit(ChatMethod.Send, RateScope.Workspace, TimeSpan.FromSeconds(1), 2));
        Assert.True(gates.TryTake(ChatMethod.Send, Some.Channel("C1")));
        Assert.False(gates.TryTake(ChatMethod.Send, Some.Channel("C1")));

        Assert.True(gates.TryTake(ChatMethod.Send, Some.Channel("C2")));
        Assert.False(gates.TryTake(ChatMethod.Send, Some.Channel("C3")));
    }

    [Fact]
    public void Close_ByThePlatform_CountsMoreThanWhatWasDeclared()
    {
        var gates = Gates();
        gates.Close(ChatMethod.Edit, RateScope.Workspace, Some.Channel("C1"), TimeSpan.FromSeconds(30));

        Assert.False(gates.TryTake(ChatMethod.Edit, Some.Channel("C2")));
        var (closed, next) = gates.Look();
        Assert.Equal([OutboxScopes.Workspace(OutboxScopes.Edit, Some.Channel())], closed);
        Assert.Equal(TimeSpan.FromSeconds(30), next);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Empty(gates.Look().Closed);
        Assert.True(gates.TryTake(ChatMethod.Edit, Some.Channel("C2")));
    }

    [Fact]
    public void Look_UsedUp_NamesTheScopeAndWhenItOpens()
    {
        var gates = Gates(new RateLimit(ChatMethod.Send, RateScope.Channel, TimeSpan.FromSeconds(2), 1));
        gates.TryTake(ChatMethod.Send, Some.Channel("C1"));
        time.Advance(TimeSpan.FromSeconds(0.5));

        var (closed, next) = gates.Look();

        Assert.Equal([OutboxScopes.Channel(OutboxScopes.Send, Some.Channel("C1"))], closed);
        Assert.Equal(TimeSpan.FromSeconds(1.5), next);
    }

    private RateGates Gates(params RateLimit[] limits) => new(limits, time);
}
