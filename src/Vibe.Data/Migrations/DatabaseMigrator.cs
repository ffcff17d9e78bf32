using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Vibe.Data.Statements;

namespace Vibe.Data.Migrations;

internal sealed partial class DatabaseMigrator(NpgsqlDataSource database, ILogger<DatabaseMigrator> logger) : IDatabaseMigrator
{
    /// <summary>Any number of our own; other users of the same database take other locks.</summary>
    private const long LockId = 0x7669_6265_6d69_6772;

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var steps = ReadSteps();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("select pg_advisory_lock($1)", [LockId], cancellationToken);
        try
        {
            await connection.ExecuteAsync(
                "create schema if not exists vibe; create table if not exists vibe.migrations (number integer primary key, name text not null, applied_at timestamptz not null default now())",
                [],
                cancellationToken);
            var applied = await connection.QueryAsync("select number from vibe.migrations", [], row => row.GetInt32(0), cancellationToken);
            var newest = applied.Count == 0 ? 0 : applied.Max();
            if (newest > steps[^1].Number)
            {
                throw new InvalidOperationException(
                    $"The database is at schema version {newest}, this version of Vibe knows {steps[^1].Number}. Start a version that is at least as new as the one that migrated it.");
            }

            foreach (var step in steps.Where(s => !applied.Contains(s.Number)))
            {
                await ApplyAsync(connection, step, cancellationToken);
            }
        }
        finally
        {
            // The session is given back to the pool, so the lock must not stay with it, whatever ended the work.
            await connection.ExecuteAsync("select pg_advisory_unlock($1)", [LockId], CancellationToken.None);
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, Step step, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(step.Sql, [], cancellationToken);
        await connection.ExecuteAsync("insert into vibe.migrations (number, name) values ($1, $2)", [step.Number, step.Name], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogApplied(step.Number, step.Name);
    }

    private static List<Step> ReadSteps()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var steps = new List<Step>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)))
        {
            // Vibe.Data.Migrations.0001_first_light.sql
            var name = resource.Split('.')[^2].TrimStart('_');
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            steps.Add(new Step(int.Parse(name.Split('_')[0], CultureInfo.InvariantCulture), name, reader.ReadToEnd()));
        }

        return [.. steps.OrderBy(s => s.Number)];
    }

    [LoggerMessage(1001, LogLevel.Information, "Database schema {Number} ({Name}) applied.")]
    private partial void LogApplied(int number, string name);

    private sealed record Step(int Number, string Name, string Sql);
}
