using Npgsql;
using Vibe.Data.Changes;
using Vibe.Data.Statements;

namespace Vibe.Data.WebChat;

internal sealed class WebMessageStore(NpgsqlDataSource database) : IWebMessageStore
{
    private const string Columns = "id, change, created_at, key, channel, thread, private_to, is_transient, content";

    public async Task SaveAsync(WebMessageDraft draft, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // One writer at a time, so that changes become visible in the order of their numbers and no follower skips one.
        await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtext('vibe.web_messages'))", [], cancellationToken);
        await connection.ExecuteAsync(
            """
            insert into vibe.web_messages (key, channel, thread, private_to, is_transient, content) values ($1, $2, $3, $4, $5, $6)
            on conflict (key) do update set content = excluded.content, change = nextval('vibe.web_change')
            where vibe.web_messages.content <> excluded.content
            """,
            [draft.Key, draft.Channel, draft.Thread, draft.PrivateTo, draft.IsTransient, draft.Content],
            cancellationToken);
        await connection.ExecuteAsync("select pg_notify($1, $2)", [ChangeListener.Channel, nameof(ChangeKind.WebChat)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) =>
        await database.ScalarAsync<bool>("select exists (select 1 from vibe.web_messages where key = $1)", [key], cancellationToken);

    public async Task<WebHistory> ReadAsync(WebHistoryQuery query, CancellationToken cancellationToken)
    {
        // Each channel's newest, one more than wanted: it tells that there is more. A reply whose thread has no first message stands for itself.
        const string Roots =
            """
            select m.id, m.key, m.channel from unnest($1::text[]) c (name)
            cross join lateral (
                select id, key, channel from vibe.web_messages w
                where w.channel = c.name and not is_transient and (private_to is null or private_to = $2) and id < $3 and ($5 = '' or key = $5)
                  and (thread is null or not exists (select 1 from vibe.web_messages r where r.key = w.thread))
                order by id desc limit $4) m
            """;
        const string Threads =
            $"""
            select {Columns} from vibe.web_messages
            where not is_transient and (private_to is null or private_to = $2) and (key = any($1::text[]) or thread = any($1::text[])) order by id
            """;
        var found = await database.QueryAsync(
            Roots,
            [query.Channels.ToArray(), query.Person, query.Before ?? long.MaxValue, query.Count + 1, query.Thread ?? ""],
            row => (Id: row.GetInt64(0), Key: row.GetString(1), Channel: row.GetString(2)),
            cancellationToken);
        var byChannel = found.GroupBy(r => r.Channel).Select(c => (Channel: c.Key, Roots: c.OrderByDescending(r => r.Id).ToArray())).ToArray();
        var keys = byChannel.SelectMany(c => c.Roots.Take(query.Count)).Select(r => r.Key).ToArray();
        return new WebHistory(
            await database.QueryAsync(Threads, [keys, query.Person], Read, cancellationToken),
            [.. byChannel.Where(c => c.Roots.Length > query.Count).Select(c => c.Channel)]);
    }

    public async Task<IReadOnlyList<WebMessageRow>> ListChangedAsync(long afterChange, CancellationToken cancellationToken) =>
        await database.QueryAsync($"select {Columns} from vibe.web_messages where change > $1 order by change", [afterChange], Read, cancellationToken);

    public async Task<long> LatestChangeAsync(CancellationToken cancellationToken) =>
        await database.ScalarAsync<long>("select coalesce(max(change), 0) from vibe.web_messages", [], cancellationToken);

    private static WebMessageRow Read(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetInt64(1),
            row.GetFieldValue<DateTimeOffset>(2),
            new WebMessageDraft
            {
                Key = row.GetString(3),
                Channel = row.GetString(4),
                Thread = row.GetText(5),
                PrivateTo = row.GetText(6),
                IsTransient = row.GetBoolean(7),
                Content = row.GetString(8),
            });
}
