using Npgsql;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Data.Statements;

namespace Vibe.Data.Usage;

internal sealed class UsageStore(NpgsqlDataSource database) : IUsageStore
{
    public Task RecordAsync(UsageEntry entry, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            """
            insert into vibe.usage (key, build_id, stage, pool, provider, model, input_tokens, output_tokens, cost_usd, duration_ms)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (key) do update set
                provider = excluded.provider, model = excluded.model, input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens,
                cost_usd = excluded.cost_usd, duration_ms = excluded.duration_ms, at = excluded.at
            """,
            [
                entry.Key, entry.BuildId.Value, entry.Stage, entry.Pool, entry.Provider, entry.Model, entry.InputTokens, entry.OutputTokens, entry.CostUsd,
                (long)entry.Duration.TotalMilliseconds,
            ],
            cancellationToken);

    public async Task<ModelUse?> TotalAsync(BuildId build, CancellationToken cancellationToken)
    {
        // A price that is not known for one call is not known for the sum.
        var totals = await database.QueryAsync(
            """
            select (array_agg(model order by at desc))[1], (array_agg(provider order by at desc))[1], sum(input_tokens)::bigint, sum(output_tokens)::bigint,
                   case when bool_or(cost_usd is null) then null else sum(cost_usd) end
            from vibe.usage where build_id = $1 and stage <> $2 having count(*) > 0
            """,
            [build.Value, UsageEntry.SlotStage],
            row => new ModelUse(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetDecimal(4)),
            cancellationToken);
        return totals.Count == 0 ? null : totals[0];
    }

    public async Task<TimeSpan?> TypicalAsync(string pool, string stage, CancellationToken cancellationToken) =>
        await database.ScalarAsync<double?>(
            """
            select percentile_cont(0.5) within group (order by duration_ms)
            from (select duration_ms from vibe.usage where pool = $1 and stage = $2 order by at desc limit 50) latest
            """,
            [pool, stage],
            cancellationToken) is { } median
            ? TimeSpan.FromMilliseconds(median)
            : null;
}
