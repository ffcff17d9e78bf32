using Npgsql;
using Vibe.Data.Statements;

namespace Vibe.Data.Leases;

internal sealed class LeaseTakeover(NpgsqlDataSource database, LeaseHolder self) : ILeaseTakeover
{
    public async Task<int> TakeOverAsync(CancellationToken cancellationToken)
    {
        var holders = await database.QueryAsync(
            """
            select distinct lease_holder from (
                select lease_holder from vibe.inbox where leased_until > now()
                union all select lease_holder from vibe.outbox where leased_until > now()) leases
            where lease_holder is not null
            """,
            [],
            row => row.GetString(0),
            cancellationToken);
        var gone = holders.Where(self.HasEnded).ToArray();
        if (gone.Length == 0)
        {
            return 0;
        }

        const string Events =
            "update vibe.inbox set lease_token = null, leased_until = null, lease_holder = null where leased_until > now() and lease_holder = any($1)";

        // What the other process sent with its last breath may still be on its way: it is looked for when it must have arrived.
        const string Messages =
            """
            update vibe.outbox set lease_token = null, leased_until = null, lease_holder = null,
                next_at = case when is_sending then greatest(next_at, now() + interval '3 seconds') else next_at end
            where leased_until > now() and lease_holder = any($1)
            """;
        return await database.ExecuteAsync(Events, [gone], cancellationToken) + await database.ExecuteAsync(Messages, [gone], cancellationToken);
    }
}
