using Npgsql;
using Vibe.Core.Identity;
using Vibe.Data.Inbox;
using Vibe.Data.Statements;

namespace Vibe.Data.Tests.Inbox;

public sealed class InboxStoreTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [SkippableFact]
    public async Task StoreAsync_SameEventAThousandTimesAtOnce_IsStoredOnce()
    {
        await using var stores = await Stores.OpenAsync();
        var inbox = stores.Get<IInboxStore>();

        var receipts = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => inbox.StoreAsync(Some.Entry(), CancellationToken.None)));

        Assert.Single(receipts, InboxReceipt.Stored);
        Assert.Equal(1, await stores.ScalarAsync<long>("select count(*) from vibe.inbox"));
    }

    [SkippableFact]
    public async Task StoreAsync_SameIdElsewhere_IsAnotherEvent()
    {
        await using var stores = await Stores.OpenAsync();
        var inbox = stores.Get<IInboxStore>();
        EventKey[] keys = [Some.Key(), Some.Key(workspace: "T2"), Some.Key(platform: ChatPlatform.Web), Some.Key("Ev2")];

        foreach (var key in keys)
        {
            Assert.Equal(InboxReceipt.Stored, await inbox.StoreAsync(new InboxEntry(key, "{}"), CancellationToken.None));
        }
    }

    [SkippableFact]
    public async Task StoreAsync_ManyAtOnce_ShareCommits()
    {
        await using var stores = await Stores.OpenAsync();
        var inbox = stores.Get<IInboxStore>();
        const string Transactions = "select count(distinct xmin::text) from vibe.inbox";

        await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => inbox.StoreAsync(Some.Entry($"Ev{i}"), CancellationToken.None)));

        Assert.Equal(2000, await stores.ScalarAsync<long>("select count(*) from vibe.inbox"));
        Assert.InRange(await stores.ScalarAsync<long>(Transactions), 1, 400);
    }

    [SkippableFact]
    public async Task StoreAsync_NeighbourThatTheDatabaseRefuses_IsStoredAllTheSame()
    {
        await using var stores = await Stores.OpenAsync();
        var inbox = stores.Get<IInboxStore>();

        var good = Enumerable.Range(0, 50).Select(i => inbox.StoreAsync(Some.Entry($"Ev{i}"), CancellationToken.None)).ToList();
        var bad = inbox.StoreAsync(new InboxEntry(Some.Key("Ev\0bad"), "{}"), CancellationToken.None);
        good.AddRange(Enumerable.Range(50, 50).Select(i => inbox.StoreAsync(Some.Entry($"Ev{i}"), CancellationToken.None)));

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => bad);
        Assert.All(await Task.WhenAll(good), receipt => Assert.Equal(InboxReceipt.Stored, receipt));
    }

    [SkippableFact]
    public async Task LeaseAsync_ByManyAtOnce_HandsEachEventToOne()
    {
        await using var stores = await Stores.OpenAsync();
        var inbox = stores.Get<IInboxStore>();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => inbox.StoreAsync(Some.Entry($"Ev{i}"), CancellationToken.None)));

        var leases = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => inbox.LeaseAsync(20, Minute, CancellationToken.None)));

        var ids = leases.SelectMany(l => l).Select(l => l.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.InRange(ids.Count, 20, 100);
    }

    [SkippableFact]
    public async Task CompleteAsync_LeasedEvent_EndsIt()
    {
        await using var stores = await Stores.OpenAsync();
        var inbox = stores.Get<IInboxStore>();
        await inbox.StoreAsync(Some.Entry(payload: """{"a":"\u0000"}"""), CancellationToken.None);
        var lease = Assert.Single(await inbox.LeaseAsync(10, Minute, CancellationToken.None));
        Assert.Equal("""{"a":"\u0000"}""", lease.Payload);
        Assert.Equal(1, lease.Attempt);

        Assert.True(await inbox.CompleteAsync(lease, CancellationToken.None));

        Assert.Empty(await inbox.LeaseAsync(10, Minute, CancellationToken.None));
        Assert.Equal(InboxReceipt.Repeat, await inbox.StoreAsync(Some.Entry(), CancellationToken.None));
    }

    [SkippableFact]
    public async Task LeaseAsync_AfterTheLeaseRanOut_HandsOutAgainAndTheOldHolderHasNoSay()
    {
        await using var stores = await Stores.OpenAsync();
        var inbox = stores.Get<IInboxStore>();
        await inbox.StoreAsync(Some.Entry(), CancellationToken.None);
        var old = Assert.Single(await inbox.LeaseAsync(10, TimeSpan.FromMilliseconds(-1), CancellationToken.None));

        var next = Assert.Single(await inbox.LeaseAsync(10, Minute, CancellationToken.None));

        Assert.Equal(2, next.Attempt);
        Assert.False(await inbox.CompleteAsync(old, CancellationToken.None));
        Assert.False(await inbox.RetryAsync(old, TimeSpan.Zero, "x", CancellationToken.None));
        Assert.False(await inbox.TryClaimAnswerAsync(old, 1, CancellationToken.None));
        Assert.True(await inbox.CompleteAsync(next, CancellationToken.None));
    }

    [SkippableFact]
    public async Task RetryAsync_WithDelay_HandsOutLater()
    {
        await using var stores = await Stores.OpenAsync();
        var inbox = stores.Get<IInboxStore>();
        await inbox.StoreAsync(Some.Entry(), CancellationToken.None);
        var lease = Assert.Single(await inbox.LeaseAsync(10, Minute, CancellationToken.None));

        Assert.True(await inbox.RetryAsync(lease, TimeSpan.FromHours(1), "away", CancellationToken.None));

        Assert.Empty(await inbox.LeaseAsync(10, Minute, CancellationToken.None));
        await stores.ExecuteAsync("update vibe.inbox set next_at = now()");
        Assert.Single(await inbox.LeaseAsync(10, Minute, CancellationToken.None));
    }

    [SkippableFact]
    public async Task BuryAsync_Event_IsListedAndCanBeRevived()
    {
        await using var stores = await Stores.OpenAsync();
        var inbox = stores.Get<IInboxStore>();
        await inbox.StoreAsync(Some.Entry(), CancellationToken.None);
        var lease = Assert.Single(await inbox.LeaseAsync(10, Minute, CancellationToken.None));

        Assert.True(await inbox.BuryAsync(lease, "broken\0", CancellationToken.None));

        var dead = Assert.Single(await inbox.ListDeadAsync(10, CancellationToken.None));
        Assert.Equal((lease.Id, "broken\ufffd", 1), (dead.Id, dead.Error, dead.Attempts));
        Assert.Empty(await inbox.LeaseAsync(10, Minute, CancellationToken.None));
        Assert.True(await inbox.ReviveAsync(dead.Id, CancellationToken.None));
        Assert.False(await inbox.ReviveAsync(dead.Id, CancellationToken.None));
        Assert.Equal(1, Assert.Single(await inbox.LeaseAsync(10, Minute, CancellationToken.None)).Attempt);
    }

    [SkippableFact]
    public async Task TryClaimAnswerAsync_SameStepTwice_IsGivenOnce()
    {
        await using var stores = await Stores.OpenAsync();
        var inbox = stores.Get<IInboxStore>();
        await inbox.StoreAsync(Some.Entry(), CancellationToken.None);
        var lease = Assert.Single(await inbox.LeaseAsync(10, Minute, CancellationToken.None));

        Assert.True(await inbox.TryClaimAnswerAsync(lease, 1, CancellationToken.None));
        Assert.False(await inbox.TryClaimAnswerAsync(lease, 1, CancellationToken.None));
        Assert.True(await inbox.TryClaimAnswerAsync(lease, 2, CancellationToken.None));
        Assert.False(await inbox.TryClaimAnswerAsync(lease, 1, CancellationToken.None));
    }

    [SkippableFact]
    public async Task PruneAsync_OldDoneEvents_AreForgottenAndOthersStay()
    {
        await using var stores = await Stores.OpenAsync();
        var inbox = stores.Get<IInboxStore>();
        await inbox.StoreAsync(Some.Entry("done"), CancellationToken.None);
        await inbox.CompleteAsync(Assert.Single(await inbox.LeaseAsync(10, Minute, CancellationToken.None)), CancellationToken.None);
        await inbox.StoreAsync(Some.Entry("open"), CancellationToken.None);

        Assert.Equal(0, await inbox.PruneAsync(TimeSpan.FromDays(1), CancellationToken.None));
        Assert.Equal(1, await inbox.PruneAsync(TimeSpan.FromSeconds(-1), CancellationToken.None));
        Assert.Equal("open", await stores.ScalarAsync<string>("select event_id from vibe.inbox"));
    }

    [SkippableFact]
    public async Task CompleteAsync_InATransaction_DoesNotWaitForTheDisk()
    {
        await using var stores = await Stores.OpenAsync();
        await stores.Get<IInboxStore>().StoreAsync(Some.Entry(), CancellationToken.None);
        var lease = Assert.Single(await stores.Get<IInboxStore>().LeaseAsync(1, Minute, CancellationToken.None));
        await using var connection = await stores.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        // The planner must not drop what a statement does beside its rows.
        await connection.ExecuteAsync("set local synchronous_commit = on", [], CancellationToken.None);
        await connection.ExecuteAsync(InboxStore.Complete, [lease.Id, lease.Token], CancellationToken.None);

        Assert.Equal("off", Assert.Single(await connection.QueryAsync("show synchronous_commit", [], row => row.GetString(0), CancellationToken.None)));
    }

    [SkippableFact]
    public async Task StoreAsync_DatabaseGone_Throws()
    {
        await using var stores = await Stores.OpenAsync();
        await stores.ExecuteAsync("alter table vibe.inbox rename to elsewhere");

        await Assert.ThrowsAsync<PostgresException>(() => stores.Get<IInboxStore>().StoreAsync(Some.Entry(), CancellationToken.None));

        await stores.ExecuteAsync("alter table vibe.elsewhere rename to inbox");
        Assert.Equal(InboxReceipt.Stored, await stores.Get<IInboxStore>().StoreAsync(Some.Entry(), CancellationToken.None));
    }
}
