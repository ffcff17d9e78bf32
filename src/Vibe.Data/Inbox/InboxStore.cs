using Npgsql;
using Vibe.Core.Identity;
using Vibe.Data.Changes;
using Vibe.Data.Leases;
using Vibe.Data.Serialization;
using Vibe.Data.Statements;

namespace Vibe.Data.Inbox;

/// <remarks>
/// Leases and completions are not waited for on the disk: a database that crashes right after them hands the events out once more, and everything that is done
/// for an event may be done twice. What is stored, claimed, put off or given up is.
/// </remarks>
internal sealed class InboxStore(NpgsqlDataSource database, InboxWriter writer, ChangeFeed changes, LeaseHolder holder) : IInboxStore
{
    internal const string Complete =
        """
        update vibe.inbox set done_at = now(), lease_token = null, leased_until = null, last_error = null
        from (select set_config('synchronous_commit', 'off', true)) unhurried
        where id = $1 and lease_token = $2
        """;

    public async Task<InboxReceipt> StoreAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        var receipt = await writer.WriteAsync(entry, cancellationToken);
        if (receipt == InboxReceipt.Stored)
        {
            changes.Raise(ChangeKind.Inbox);
        }

        return receipt;
    }

    public async Task<IReadOnlyList<InboxLease>> LeaseAsync(int count, TimeSpan duration, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid();
        var leases = await database.QueryAsync(
            """
            update vibe.inbox i set lease_token = $2, leased_until = now() + $3, lease_holder = $4, attempts = i.attempts + 1
            from (
                select id from vibe.inbox
                where done_at is null and dead_at is null and next_at <= now() and (leased_until is null or leased_until < now())
                order by id limit $1 for update skip locked) due,
                (select set_config('synchronous_commit', 'off', true)) unhurried
            where i.id = due.id
            returning i.id, i.platform, i.workspace, i.event_id, i.payload, i.attempts, i.received_at, i.failures, coalesce(i.revived_at, i.received_at)
            """,
            [count, token, duration, holder.Name],
            row => new InboxLease(row.GetInt64(0), ReadKey(row), row.GetString(4), row.GetInt32(5), token, row.GetFieldValue<DateTimeOffset>(6)) 
            {
                Failures = row.GetInt32(7),
                WaitsSince = row.GetFieldValue<DateTimeOffset>(8),
            },
            cancellationToken);
        leases.Sort((a, b) => a.Id.CompareTo(b.Id));
        return leases;
    }

    public async Task<bool> CompleteAsync(InboxLease lease, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            Complete,
            [lease.Id, lease.Token],
            cancellationToken) == 1;

    public async Task<bool> RetryAsync(InboxLease lease, TimeSpan delay, string error, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            "update vibe.inbox set next_at = now() + $3, lease_token = null, leased_until = null, last_error = $4 where id = $1 and lease_token = $2",
            [lease.Id, lease.Token, delay, CleanText.Of(error)],
            cancellationToken) == 1;

    public async Task<bool> FailAsync(InboxLease lease, TimeSpan delay, string error, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            "update vibe.inbox set failures = failures + 1, next_at = now() + $3, lease_token = null, leased_until = null, last_error = $4 where id = $1 and lease_token = $2",
            [lease.Id, lease.Token, delay, CleanText.Of(error)],
            cancellationToken) == 1;

    public async Task<bool> BuryAsync(InboxLease lease, string error, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            "update vibe.inbox set dead_at = now(), lease_token = null, leased_until = null, last_error = $3 where id = $1 and lease_token = $2",
            [lease.Id, lease.Token, CleanText.Of(error)],
            cancellationToken) == 1;

    public async Task<bool> TryClaimAnswerAsync(InboxLease lease, int answer, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            "update vibe.inbox set answers = $3 where id = $1 and lease_token = $2 and answers < $3", [lease.Id, lease.Token, answer], cancellationToken) == 1;

    public async Task<IReadOnlyList<DeadInboxEvent>> ListDeadAsync(int count, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "select id, platform, workspace, event_id, attempts, coalesce(last_error, ''), dead_at from vibe.inbox where dead_at is not null order by dead_at desc limit $1",
            [count],
            row => new DeadInboxEvent(row.GetInt64(0), ReadKey(row), row.GetInt32(4), row.GetString(5), row.GetFieldValue<DateTimeOffset>(6)),
            cancellationToken);

    public async Task<bool> ReviveAsync(long id, CancellationToken cancellationToken)
    {
        var revived = await database.ExecuteAsync(
            "update vibe.inbox set dead_at = null, attempts = 0, failures = 0, answers = 0, revived_at = now(), next_at = now() where id = $1 and dead_at is not null",
            [id],
            cancellationToken) == 1;
        if (revived)
        {
            changes.Raise(ChangeKind.Inbox);
        }

        return revived;
    }

    public Task<int> PruneAsync(TimeSpan age, CancellationToken cancellationToken) =>
        database.ExecuteAsync("delete from vibe.inbox where done_at < now() - $1", [age], cancellationToken);

    private static EventKey ReadKey(NpgsqlDataReader row) => new(PlatformNames.Read(row.GetString(1)), row.GetString(2), row.GetString(3));
}
