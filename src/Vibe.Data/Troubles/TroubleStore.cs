using Npgsql;
using Vibe.Data.Statements;

namespace Vibe.Data.Troubles;

internal sealed class TroubleStore(NpgsqlDataSource database) : ITroubleStore
{
    public async Task<TroubleCount> CountAsync(CancellationToken cancellationToken)
    {
        var counts = await database.QueryAsync(
            "select (select count(*) from vibe.inbox where dead_at is not null), (select count(*) from vibe.outbox where failure is not null)",
            [],
            row => new TroubleCount(row.GetInt64(0), row.GetInt64(1)),
            cancellationToken);
        return counts[0];
    }
}
