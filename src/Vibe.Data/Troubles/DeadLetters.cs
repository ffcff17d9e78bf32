using Npgsql;
using Vibe.Core.Builds;
using Vibe.Core.Identity;
using Vibe.Data.Audit;
using Vibe.Data.Inbox;
using Vibe.Data.Outbox;
using Vibe.Data.Serialization;
using Vibe.Data.Statements;

namespace Vibe.Data.Troubles;

internal sealed class DeadLetters(NpgsqlDataSource database, IInboxStore inbox, IOutboxLeases outbox, IAuditLog audit) : IDeadLetters
{
    private const int ReasonLength = 200;

    public async Task<IReadOnlyList<DeadLetter>> ListAsync(int count, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            """
            select 0, id, platform || '/' || workspace || '/' || event_id, dead_at, coalesce(last_error, ''), false
            from vibe.inbox where dead_at is not null
            union all
            select 1, o.id, o.key || ' of build #' || b.number, coalesce(o.failed_at, o.created_at), o.failure_code || ': ' || o.failure, o.failed_at is null
            from vibe.outbox o join vibe.builds b on b.id = o.build_id where o.failure is not null
            order by 4, 2 limit $1
            """,
            [count],
            row => new DeadLetter(
                new DeadLetterId((DeadLetterKind)row.GetInt32(0), row.GetInt64(1)), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), LineOf(row.GetString(4)), row.GetBoolean(5)),
            cancellationToken);

    public async Task<bool> RetryAsync(DeadLetterId id, CancellationToken cancellationToken)
    {
        var isRetried = id.Kind == DeadLetterKind.Event ? await RetryEventAsync(id.Number, cancellationToken) : await outbox.ReviveAsync(id.Number, cancellationToken);
        return isRetried && await RecordAsync(id, "RetryDead", cancellationToken);
    }

    public async Task<bool> DiscardAsync(DeadLetterId id, CancellationToken cancellationToken)
    {
        // What the chat shows of a card stays; a newer revision of it is published as ever.
        var discard = id.Kind == DeadLetterKind.Event
            ? "update vibe.inbox set dead_at = null, done_at = now() where id = $1 and dead_at is not null"
            : """
              update vibe.outbox set published_revision = revision, failed_at = null, failure_code = null, failure = null, is_sending = false, lease_token = null, leased_until = null
              where id = $1 and failure is not null
              """;
        return await database.ExecuteAsync(discard, [id.Number], cancellationToken) == 1 && await RecordAsync(id, "DiscardDead", cancellationToken);
    }

    private async Task<bool> RetryEventAsync(long id, CancellationToken cancellationToken)
    {
        var keys = await database.QueryAsync(
            "select platform, workspace, event_id from vibe.inbox where id = $1",
            [id],
            row => new EventKey(PlatformNames.Read(row.GetString(0)), row.GetString(1), row.GetString(2)),
            cancellationToken);
        if (keys.Count == 0)
        {
            return false;
        }

        // A build that was said not to have started may start now: its requester is to be told of its true end.
        var build = BuildId.FromEvent(keys[0].ToString()).WorkflowId;
        await database.ExecuteAsync(
            "delete from vibe.outbox where key = $1 and exists (select 1 from vibe.audit where key = $2 and code = $3)",
            [$"notice/{build}/ended", $"{build}/ended-outside", nameof(OutsideEndKind.NotStarted)],
            cancellationToken);
        return await inbox.ReviveAsync(id, cancellationToken);
    }

    private async Task<bool> RecordAsync(DeadLetterId id, string action, CancellationToken cancellationToken)
    {
        await audit.RecordAsync(new AuditEntry { Key = $"dead/{id}/{Guid.NewGuid():n}", Action = action, Outcome = AuditOutcome.Done, Reason = id.ToString() }, cancellationToken);
        return true;
    }

    private static string LineOf(string text)
    {
        var line = text.Split('\n', 2)[0].Trim();
        return line.Length <= ReasonLength ? line : string.Concat(line.AsSpan(0, ReasonLength), "…");
    }
}
