using Npgsql;
using Vibe.Data.Statements;

namespace Vibe.Data.Leases;

internal sealed class Turns(NpgsqlDataSource database) : ITurns
{
    public async Task<bool> TryTakeAsync(string name, TimeSpan pause, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            """
            insert into vibe.turns (name, next_at) values ($1, now() + $2)
            on conflict (name) do update set next_at = excluded.next_at where vibe.turns.next_at <= now()
            """,
            [name, pause],
            cancellationToken) == 1;
}
