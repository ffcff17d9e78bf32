using Npgsql;
using Xunit;

namespace Vibe.TestKit;

/// <summary>
/// A fixture with a database of the test class's own: <c>IClassFixture&lt;PostgresDatabase&gt;</c>. Tests begin with <see cref="Require" />
/// and are marked <c>[SkippableFact]</c>.
/// </summary>
public sealed class PostgresDatabase : IAsyncLifetime
{
    private string? connectionString;
    private NpgsqlDataSource? source;

    /// <summary>Gets the connection string.</summary>
    public string ConnectionString => connectionString ?? throw new InvalidOperationException("Call Require() first: there is no PostgreSQL here.");

    /// <summary>Gets a data source on the database.</summary>
    public NpgsqlDataSource DataSource => source ?? throw new InvalidOperationException("Call Require() first: there is no PostgreSQL here.");

    /// <summary>Skips the test where there is no PostgreSQL.</summary>
    public void Require() => Skip.If(PostgresCluster.SkipReason is not null, PostgresCluster.SkipReason);

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        if (PostgresCluster.SkipReason is null)
        {
            var cluster = await PostgresCluster.SharedAsync();
            connectionString = await cluster.CreateDatabaseAsync();
            source = NpgsqlDataSource.Create(connectionString);
        }
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        if (source is not null)
        {
            await source.DisposeAsync();
        }
    }
}
