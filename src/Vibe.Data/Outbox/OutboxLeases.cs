using Npgsql;
using NpgsqlTypes;
using Vibe.Core.Builds;
using Vibe.Core.Identity;
using Vibe.Data.Changes;
using Vibe.Data.Leases;
using Vibe.Data.Serialization;
using Vibe.Data.Statements;

namespace Vibe.Data.Outbox;

internal sealed class OutboxLeases(NpgsqlDataSource database, LeaseHolder holder) : IOutboxLeases
{
    /// <summary>
    /// The rows that are due, ranked within their channel; of those the best, locked; then leased. A row is due when its message shows an older revision, or when
    /// its build waits and the line moved. Notices and files wait for the card that they speak of.
    /// </summary>
    private const string Lease =
        """
        with due as (
            select o.id, l.fingerprint, l.pool, l.place,
                   b.platform, b.workspace, b.channel, b.thread, b.card_message, b.requester, b.reply_to,
                   case when o.revision > o.published_revision then o.rank else 3 end as urgency,
                   case when o.kind = 2 then 'upload' when o.message_id is null then 'send' else 'edit' end as method
            from vibe.outbox o
            join vibe.builds b on b.id = o.build_id
            left join vibe.line_places l on o.waiting and l.build_id = o.build_id
            left join vibe.outbox c on o.kind <> 0 and c.kind = 0 and c.build_id = o.build_id
            where o.failed_at is null and (o.revision > o.published_revision or o.waiting)
              and (o.revision > o.published_revision or (l.fingerprint is not null and l.fingerprint is distinct from o.shown_line))
              and o.next_at <= now() and (o.leased_until is null or o.leased_until < now())
              and (o.kind = 0 or c.id is null or c.failed_at is not null or c.published_revision >= o.after_revision)
              and b.platform = any($1::text[])
        ),
        open as (
            select d.*, row_number() over (partition by platform, workspace, channel order by urgency, place nulls first, id) as turn
            from due d
            where not (method || ':' || platform || '/' || workspace) = any($2::text[])
              and not (method || ':' || platform || '/' || workspace || '/' || channel) = any($2::text[])
        ),
        best as (select * from open where turn <= $3 order by urgency, turn, place nulls first, id limit $4),
        locked as (
            -- Asked again of the row as it is now: another process may have published it since this statement began to look.
            select id, is_sending as may_be_sent from vibe.outbox
            where id in (select id from best) and failed_at is null and (leased_until is null or leased_until < now())
              and next_at <= now() and (revision > published_revision or (waiting and message_id is not null))
            for update skip locked
        )
        update vibe.outbox o set lease_token = $5, leased_until = now() + $6, lease_holder = $7, is_sending = o.is_sending or o.message_id is null
        from locked, best
        where o.id = locked.id and best.id = o.id
        returning o.id, o.kind, o.key, o.build_id, best.requester, best.platform, best.workspace, best.channel, best.thread, best.card_message, best.reply_to,
                  o.content, o.revision, o.message_id, o.progress, locked.may_be_sent, o.attempts, best.fingerprint, best.pool, o.created_at, best.urgency,
                  best.place, o.failure_code, coalesce(o.lost_at, o.created_at), o.losses
        """;

    public async Task<IReadOnlyList<OutboxLease>> LeaseAsync(OutboxLeaseRequest request, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid();
        await using var command = database.CreateCommand(Lease);
        command.Parameters.Add(TextArray(request.Platforms.Select(PlatformNames.Write)));
        command.Parameters.Add(TextArray(request.Closed));
        command.Parameters.Add(new NpgsqlParameter { Value = request.PerChannel });
        command.Parameters.Add(new NpgsqlParameter { Value = request.Count });
        command.Parameters.Add(new NpgsqlParameter { Value = token });
        command.Parameters.Add(new NpgsqlParameter { Value = request.Duration });
        command.Parameters.Add(new NpgsqlParameter { Value = holder.Name });
        var leases = new List<(OutboxLease Lease, int Place)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            leases.Add((Read(reader, token), reader.IsDBNull(21) ? 0 : reader.GetInt32(21)));
        }

        return [.. leases.OrderBy(l => l.Lease.Rank).ThenBy(l => l.Place).ThenBy(l => l.Lease.Id).Select(l => l.Lease)];
    }

    public async Task<bool> RecordAsync(OutboxLease lease, OutboxPublished published, CancellationToken cancellationToken) =>
        await database.ExecuteQueryAsync(
            """
            with published as (
                update vibe.outbox set
                    published_revision = greatest(published_revision, $3), message_id = $4, shown_line = $5,
                    is_sending = false, attempts = 0, next_at = now(), lease_token = null, leased_until = null, failure_code = null, failure = null, updated_at = now()
                where id = $1 and lease_token = $2
                returning build_id, kind),
            card as (
                update vibe.builds b set card_message = $4, thread = case when $6 then null else b.thread end
                from published p where p.kind = 0 and b.id = p.build_id and b.card_message is distinct from $4)
            select 1 from published
            """,
            [lease.Id, lease.Token, published.Revision, published.MessageId, published.ShownLine, published.IsOutsideThread],
            cancellationToken) == 1;

    public async Task<bool> RenewAsync(OutboxLease lease, TimeSpan duration, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            "update vibe.outbox set leased_until = now() + $3 where id = $1 and lease_token = $2", [lease.Id, lease.Token, duration], cancellationToken) == 1;

    public async Task<bool> RecordProgressAsync(OutboxLease lease, string progress, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            "update vibe.outbox set progress = $3 where id = $1 and lease_token = $2", [lease.Id, lease.Token, progress], cancellationToken) == 1;

    public async Task ReleaseAsync(IReadOnlyList<OutboxLease> leases, CancellationToken cancellationToken)
    {
        foreach (var group in leases.GroupBy(l => (l.Token, l.MayBeSent)))
        {
            await database.ExecuteAsync(
                "update vibe.outbox set lease_token = null, leased_until = null, is_sending = $3 where id = any($1) and lease_token = $2",
                [group.Select(l => l.Id).ToArray(), group.Key.Token, group.Key.MayBeSent],
                cancellationToken);
        }
    }

    public async Task<bool> RetryAsync(OutboxLease lease, TimeSpan delay, bool mayBeSent, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            """
            update vibe.outbox set attempts = attempts + 1, next_at = now() + $3, is_sending = $4 and message_id is null, lease_token = null, leased_until = null
            where id = $1 and lease_token = $2
            """,
            [lease.Id, lease.Token, delay, mayBeSent],
            cancellationToken) == 1;

    public async Task<bool> BlockAsync(OutboxLease lease, TimeSpan delay, OutboxBlock block, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            """
            update vibe.outbox set attempts = attempts + 1, next_at = now() + $3, is_sending = $4 and message_id is null, failure_code = $5, failure = $6,
                lease_token = null, leased_until = null
            where id = $1 and lease_token = $2
            """,
            [lease.Id, lease.Token, delay, block.MayBeSent, CleanText.Of(block.Code), CleanText.Of(block.Reason)],
            cancellationToken) == 1;

    public async Task<bool> LoseAsync(OutboxLease lease, string code, string reason, CancellationToken cancellationToken)
    {
        // What the message was the root of goes on where it was.
        const string Lose =
            """
            with lost as (
                update vibe.outbox set
                    message_id = null, published_revision = 0, shown_line = null, losses = losses + 1, lost_at = now(), rank = least(rank, 1::smallint),
                    is_sending = false, attempts = 0, next_at = now(), lease_token = null, leased_until = null, updated_at = now()
                where id = $1 and lease_token = $2 and kind = 0
                returning build_id, losses),
            build as (
                update vibe.builds b set thread = coalesce(b.thread, b.card_message) from lost where b.id = lost.build_id
                returning b.workspace),
            audited as (
                insert into vibe.audit (key, workspace, action, build_id, outcome, code, reason)
                select 'card-gone/' || lost.build_id || '/' || lost.losses, build.workspace, 'CardGone', lost.build_id, 'Done', $3, $4 from lost, build
                on conflict (key) do nothing)
            select pg_notify($5, $6) from lost
            """;
        return await database.ExecuteQueryAsync(
            Lose,
            [lease.Id, lease.Token, CleanText.Of(code), CleanText.Of(reason), ChangeListener.Channel, nameof(ChangeKind.Outbox)],
            cancellationToken) == 1;
    }

    public async Task<bool> FailAsync(OutboxLease lease, string code, string reason, CancellationToken cancellationToken)
    {
        // A card that has a newer revision meanwhile is due again at once: only what was tried is given up.
        return await database.ExecuteAsync(
            """
            update vibe.outbox set
                failed_at = case when revision > $3 then null else now() end, failure_code = $4, failure = $5,
                is_sending = false, lease_token = null, leased_until = null
            where id = $1 and lease_token = $2
            """,
            [lease.Id, lease.Token, lease.Revision, CleanText.Of(code), CleanText.Of(reason)],
            cancellationToken) == 1;
    }

    public async Task<IReadOnlyList<OutboxFailure>> ListFailuresAsync(int count, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "select id, kind, key, build_id, failure_code, failure, failed_at from vibe.outbox where failed_at is not null order by failed_at desc limit $1",
            [count],
            row => new OutboxFailure(
                row.GetInt64(0), (OutboxKind)row.GetInt16(1), row.GetString(2), new BuildId(row.GetString(3)), row.GetString(4), row.GetString(5),
                row.GetFieldValue<DateTimeOffset>(6)),
            cancellationToken);

    public async Task<bool> ReviveAsync(long id, CancellationToken cancellationToken) =>
        await database.ExecuteQueryAsync(
            """
            with revived as (
                update vibe.outbox set failed_at = null, failure_code = null, failure = null, attempts = 0, losses = 0, next_at = now()
                where id = $1 and failure is not null returning id)
            select pg_notify($2, $3) from revived
            """,
            [id, ChangeListener.Channel, nameof(ChangeKind.Outbox)],
            cancellationToken) == 1;

    private static NpgsqlParameter TextArray(IEnumerable<string> values) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static OutboxLease Read(NpgsqlDataReader row, Guid token)
    {
        var kind = (OutboxKind)row.GetInt16(1);
        var thread = row.GetText(8);
        return new OutboxLease
        {
            Id = row.GetInt64(0),
            Token = token,
            Kind = kind,
            Key = row.GetString(2),
            BuildId = new BuildId(row.GetString(3)),
            Requester = PlatformNames.ReadUser(row.GetString(4)),
            Thread = new ThreadRef(
                PlatformNames.Read(row.GetString(5)), row.GetString(6), row.GetString(7), kind == OutboxKind.Card ? thread : thread ?? row.GetText(9)),
            ReplyTo = row.GetText(10),
            Content = row.GetString(11),
            Revision = row.GetInt64(12),
            MessageId = row.GetText(13),
            Progress = row.GetText(14),
            MayBeSent = row.GetBoolean(15),
            Attempts = row.GetInt32(16),
            LineFingerprint = row.GetText(17),
            Pool = row.GetText(18),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(19),
            Rank = row.GetInt32(20),
            FailureCode = row.GetText(22),
            SearchFrom = row.GetFieldValue<DateTimeOffset>(23),
            Losses = row.GetInt32(24),
        };
    }
}
