using Npgsql;
using NpgsqlTypes;
using Vibe.Core.Capacity;
using Vibe.Data.Changes;
using Vibe.Data.Serialization;
using Vibe.Data.Statements;

namespace Vibe.Data.Line;

internal sealed class LineStore(NpgsqlDataSource database) : ILineStore
{
    public async Task<bool> SaveAsync(LineSnapshot snapshot, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // The row's lock also puts two writers of one pool in order.
        var isNewer = await connection.ExecuteAsync(
            """
            insert into vibe.line_snapshots (pool, revision, content) values ($1, $2, $3)
            on conflict (pool) do update set revision = excluded.revision, content = excluded.content, updated_at = now()
            where vibe.line_snapshots.revision < excluded.revision
            """,
            [snapshot.Pool, snapshot.Revision, DataJson.Write(snapshot)],
            cancellationToken) == 1;
        if (!isNewer)
        {
            return false;
        }

        await ReplacePlacesAsync(connection, snapshot, cancellationToken);
        await connection.ExecuteAsync("select pg_notify($1, $2)", [ChangeListener.Channel, nameof(ChangeKind.Line)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task<LineSnapshot?> FindAsync(string pool, CancellationToken cancellationToken) =>
        await database.ScalarAsync<string>("select content from vibe.line_snapshots where pool = $1", [pool], cancellationToken) is { } content
            ? DataJson.Read<LineSnapshot>(content)
            : null;

    public async Task<IReadOnlyList<LineSnapshot>> ListAsync(CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "select content from vibe.line_snapshots order by pool", [], row => DataJson.Read<LineSnapshot>(row.GetString(0)), cancellationToken);

    private static async Task ReplacePlacesAsync(NpgsqlConnection connection, LineSnapshot snapshot, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with line as (select * from unnest($2::text[], $3::int[], $4::text[]) as t (build_id, place, fingerprint)),
                 gone as (delete from vibe.line_places p where p.pool = $1 and not exists (select 1 from line where line.build_id = p.build_id))
            insert into vibe.line_places (build_id, pool, place, fingerprint)
            select build_id, $1, place, fingerprint from line
            on conflict (build_id) do update set pool = excluded.pool, place = excluded.place, fingerprint = excluded.fingerprint
            where (vibe.line_places.pool, vibe.line_places.place, vibe.line_places.fingerprint) is distinct from (excluded.pool, excluded.place, excluded.fingerprint)
            """,
            connection);
        var waiting = snapshot.Waiting.DistinctBy(p => p.BuildId).ToArray();
        command.Parameters.Add(new NpgsqlParameter { Value = snapshot.Pool });
        command.Parameters.Add(new NpgsqlParameter { Value = waiting.Select(p => p.BuildId.Value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = waiting.Select(p => p.Place).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        command.Parameters.Add(new NpgsqlParameter { Value = waiting.Select(p => LineFingerprint.Of(snapshot, p)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
