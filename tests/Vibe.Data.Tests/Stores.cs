using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Vibe.Data.Artifacts;
using Vibe.Data.Migrations;
using Vibe.Data.Statements;
using Vibe.TestKit;

namespace Vibe.Data.Tests;

/// <summary>The stores on an empty, migrated database.</summary>
internal sealed class Stores : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private Stores(ServiceProvider services) => this.services = services;

    public NpgsqlDataSource Database => services.GetRequiredService<NpgsqlDataSource>();

    public static async Task<Stores> OpenAsync(ArtifactLimits? limits = null)
    {
        Skip.If(PostgresCluster.SkipReason is not null, PostgresCluster.SkipReason);
        var connectionString = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync();
        var services = new ServiceCollection().AddLogging().AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        if (limits is not null)
        {
            services.AddSingleton(limits);
        }

        var provider = services.AddVibeData().AddVibeData().BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        await provider.GetRequiredService<IDatabaseMigrator>().MigrateAsync(CancellationToken.None);
        return new Stores(provider);
    }

    /// <summary>Begins to hear what the database notifies.</summary>
    public async Task ListenAsync()
    {
        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async Task<T?> ScalarAsync<T>(string sql) => await Database.ScalarAsync<T>(sql, [], CancellationToken.None);

    public Task<int> ExecuteAsync(string sql) => Database.ExecuteAsync(sql, [], CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await services.DisposeAsync();
    }
}
