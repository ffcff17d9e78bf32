using System.Collections.Concurrent;
using Temporal.Server.Hosting;
using Vibe.TestKit;

namespace Temporal.Server.Tests.Differential;

/// <summary>The official development server and ours on each store, for all scripts of the test process; they end with it.</summary>
internal sealed class DifferentialServers
{
    /// <summary>The name of the official server.</summary>
    public const string Real = "real";

    /// <summary>The name of ours in memory.</summary>
    public const string Memory = "memory";

    /// <summary>The name of ours on PostgreSQL.</summary>
    public const string Postgres = "postgres";

    /// <summary>How often a script may find the official server dead, which happens to it on a machine that has no time for it.</summary>
    private const int Deaths = 3;

    private static readonly Lazy<Task<DifferentialServers>> Shared = new(StartAsync);

    private readonly ConcurrentDictionary<string, string> _addresses = new();
    private readonly Lock _gate = new();
    private Task<TemporalDevServer> _real;

    private DifferentialServers() => _real = StartRealAsync();

    /// <summary>Why nothing can be compared here, or null.</summary>
    public static string? SkipReason => TemporalDevServer.SkipReason;

    /// <summary>The servers that are here; without PostgreSQL one is absent.</summary>
    public IReadOnlyCollection<string> Names => [.. _addresses.Keys];

    /// <summary>The servers of this process.</summary>
    public static Task<DifferentialServers> SharedAsync() => Shared.Value;

    /// <summary>Takes a server through a script: what it answered, and the histories that it has afterwards.</summary>
    public async Task<IReadOnlyList<string>> PlayAsync(string server, Func<World, Task> script)
    {
        for (var deaths = 0; ; deaths++)
        {
            var (lines, isBroken) = await TryPlayAsync(_addresses[server], script);
            if (!isBroken || server != Real || deaths == Deaths)
            {
                return lines;
            }

            await ReviveRealAsync();
        }
    }

    private static async Task<DifferentialServers> StartAsync()
    {
        var servers = new DifferentialServers();
        await servers._real;
        servers._addresses[Memory] = await ServeAsync(TemporalStore.Memory);
        if (PostgresCluster.SkipReason is null)
        {
            var cluster = await PostgresCluster.SharedAsync();
            servers._addresses[Postgres] = await ServeAsync(TemporalStore.PostgreSql(await cluster.CreateDatabaseAsync()));
        }

        return servers;
    }

    private static async Task<string> ServeAsync(TemporalStore store)
    {
        var server = await EmbeddedTemporalServer.StartAsync(
            new EmbeddedTemporalServerOptions
            {
                Store = store,
                SearchAttributes = TemporalSearchAttributes.All.ToDictionary(pair => pair.Key, pair => Enum.Parse<SearchAttributeKind>(pair.Value)),
            },
            default);
        return server.Address;
    }

    private static async Task<(IReadOnlyList<string> Lines, bool IsBroken)> TryPlayAsync(string address, Func<World, Task> script)
    {
        using var world = new World(address, $"{Guid.NewGuid():N}"[..12]);
        try
        {
            try
            {
                await script(world);
            }
            catch (StuckException stuck)
            {
                world.Transcript.Line($"{Transcript.Stuck}: {stuck.Message}");
            }

            await HistoryWalk.WriteAsync(world);
            return (world.Transcript.Lines, false);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            world.Transcript.Line($"broken: {broken.Message}");
            return (world.Transcript.Lines, true);
        }
    }

    private async Task<TemporalDevServer> StartRealAsync()
    {
        var server = await TemporalDevServer.StartAsync();
        _addresses[Real] = server.Address;
        return server;
    }

    /// <summary>Puts another official server in the place of one that is gone.</summary>
    private async Task ReviveRealAsync()
    {
        var known = _real;
        var server = await known;
        await Eventually.HoldsAsync(async () => server.HasEnded || await server.ServesAsync());
        if (server.HasEnded)
        {
            lock (_gate)
            {
                _real = _real == known ? StartRealAsync() : _real;
            }
        }

        await _real;
    }
}
