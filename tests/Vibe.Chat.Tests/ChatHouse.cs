using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Vibe.Chat.Builds;
using Vibe.Chat.Inbound;
using Vibe.Chat.Outbound;
using Vibe.Chat.Settings;
using Vibe.Core.Policies;
using Vibe.Data.Builds;
using Vibe.Data.Migrations;
using Vibe.Data.Outbox;
using Vibe.TestKit;

namespace Vibe.Chat.Tests;

/// <summary>The chat port on a real database, with a platform and workflows in memory. A second house on the same database is a second process.</summary>
internal sealed class ChatHouse : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly string connectionString;

    private ChatHouse(ServiceProvider services, string connectionString, FakePlatform platform, FakeGateway gateway)
    {
        this.services = services;
        this.connectionString = connectionString;
        Platform = platform;
        Gateway = gateway;
    }

    public FakePlatform Platform { get; }

    public FakeGateway Gateway { get; }

    public IChatInbox Inbox => Get<IChatInbox>();

    public IOutbox Outbox => Get<IOutbox>();

    public static async Task<ChatHouse> OpenAsync(FakePlatform? platform = null, params ProjectPolicy[] projects)
    {
        Skip.If(PostgresCluster.SkipReason is not null, PostgresCluster.SkipReason);
        var cluster = await PostgresCluster.SharedAsync();
        return await OpenAsync(await cluster.CreateDatabaseAsync(), platform ?? new FakePlatform(), new FakeGateway(), projects);
    }

    /// <summary>Another process on the same database, with the same platform and workflows around it.</summary>
    public Task<ChatHouse> OpenSecondAsync() => OpenAsync(connectionString, Platform, Gateway, []);

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async Task StartAsync()
    {
        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }
    }

    public async Task StopAsync()
    {
        foreach (var service in services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(CancellationToken.None);
        }
    }

    public async Task RegisterAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await Get<IBuildStore>().RegisterAsync(Some.Registration(name), CancellationToken.None);
        }
    }

    public async Task<long> CountAsync(string sql)
    {
        await using var command = Get<NpgsqlDataSource>().CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Get<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Until every stored event has had its effect or was given up.</summary>
    public Task DispatchedAsync() =>
        Eventually.TrueAsync(async () => await CountAsync("select count(*) from vibe.inbox where done_at is null and dead_at is null") == 0, "every event is dispatched");

    /// <summary>Until the outbox has nothing to publish any more.</summary>
    public Task PublishedAsync() =>
        Eventually.TrueAsync(async () => await CountAsync("select count(*) from vibe.outbox where failed_at is null and revision > published_revision") == 0, "everything is published");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await services.DisposeAsync();
    }

    private static async Task<ChatHouse> OpenAsync(string connectionString, FakePlatform platform, FakeGateway gateway, ProjectPolicy[] projects)
    {
        // Made by the container, so that it goes with it: an instance handed in would keep its connections for as long as the tests run.
        var provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton(_ => NpgsqlDataSource.Create(connectionString))
            .AddSingleton<IChatPlatform>(platform)
            .AddSingleton<IBuildGateway>(gateway)
            .AddSingleton(new ProjectCatalog(projects))
            // Leases and limits are long: no test waits for the end of one, and on a machine that stands still it would change who does what.
            .AddSingleton(new DispatchOptions { LeaseDuration = TimeSpan.FromMinutes(5), PollInterval = TimeSpan.FromMilliseconds(50), FirstPause = TimeSpan.FromMilliseconds(10), Attempts = 3, LookForEnded = TimeSpan.FromMilliseconds(200), BelieveUnknown = TimeSpan.Zero })
            .AddSingleton(new PublishOptions { LeaseDuration = TimeSpan.FromMinutes(5), CallLimit = TimeSpan.FromMinutes(5), PollInterval = TimeSpan.FromMilliseconds(50), FirstPause = TimeSpan.FromMilliseconds(10), BlockedPause = TimeSpan.FromMilliseconds(20), LongestBlockedPause = TimeSpan.FromMilliseconds(100) })
            .AddVibeChat()
            .AddVibeChat()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        await provider.GetRequiredService<IDatabaseMigrator>().MigrateAsync(CancellationToken.None);
        return new ChatHouse(provider, connectionString, platform, gateway);
    }
}
