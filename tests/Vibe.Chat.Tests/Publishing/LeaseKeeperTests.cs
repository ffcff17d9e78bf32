using Vibe.Chat.Publishing;
using Vibe.Chat.Settings;
using Vibe.Core.Identity;
using Vibe.Data.Outbox;
using Vibe.TestKit;

namespace Vibe.Chat.Tests.Publishing;

public sealed class LeaseKeeperTests
{
    // By the clock of the test; by the machine's own it is what the database may take to answer, so it is long.
    private static readonly TimeSpan s_beat = TimeSpan.FromMinutes(2);
    private readonly ManualTimeProvider _time = new();
    private readonly TaskCompletionSource<string> _call = new();

    [SkippableFact]
    public async Task HoldAsync_LongCall_RenewsUntilItEnds()
    {
        await using var house = await ChatHouse.OpenAsync();
        var (lease, leases) = await LeaseAsync(house);
        var holding = Keeper(leases).HoldAsync(lease, token => _call.Task.WaitAsync(token), CancellationToken.None);

        for (var beat = 1; beat <= 10; beat++)
        {
            await house.ExecuteAsync("update vibe.outbox set leased_until = now()");
            _time.Advance(s_beat);
            await Eventually.EqualAsync(1L, () => house.CountAsync("select count(*) from vibe.outbox where leased_until > now()"));
        }

        _call.SetResult("done");
        Assert.Equal("done", await Eventually.WithinAsync(holding));
        Assert.Equal(0, _time.ActiveTimers);
    }

    [SkippableFact]
    public async Task HoldAsync_SomebodyElseHasTheRow_StopsTheCall()
    {
        await using var house = await ChatHouse.OpenAsync();
        var (lease, leases) = await LeaseAsync(house);
        var holding = Keeper(leases).HoldAsync(lease, token => _call.Task.WaitAsync(token), CancellationToken.None);

        await house.ExecuteAsync("update vibe.outbox set lease_token = gen_random_uuid()");
        _time.Advance(s_beat);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Eventually.WithinAsync(holding));
    }

    [SkippableFact]
    public async Task HoldAsync_DatabaseAway_StopsTheCallBeforeTheLeaseEnds()
    {
        await using var house = await ChatHouse.OpenAsync();
        var (lease, leases) = await LeaseAsync(house);
        await house.ExecuteAsync("alter table vibe.outbox rename to elsewhere");
        var holding = Keeper(leases).HoldAsync(lease, token => _call.Task.WaitAsync(token), CancellationToken.None);

        // Away from the first beat on: stopped when two thirds of the lease are over, a beat before somebody else may take the row.
        await Eventually.HoldsAsync(() =>
        {
            _time.Advance(s_beat);
            return holding.IsCompleted;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => holding);
    }

    private LeaseKeeper Keeper(IOutboxLeases leases) => new(leases, new PublishOptions { LeaseDuration = 3 * s_beat }, _time);

    private static async Task<(OutboxLease Lease, IOutboxLeases Leases)> LeaseAsync(ChatHouse house)
    {
        await house.RegisterAsync("a");
        await house.Outbox.PublishCardAsync(Some.Card(), 1, CancellationToken.None);
        var leases = house.Get<IOutboxLeases>();
        var request = new OutboxLeaseRequest { Platforms = [ChatPlatform.Slack], Count = 1, PerChannel = 1, Duration = TimeSpan.FromHours(1) };
        return (Assert.Single(await leases.LeaseAsync(request, CancellationToken.None)), leases);
    }
}
