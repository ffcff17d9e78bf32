using System.Collections.Concurrent;
using Temporal.Server.Hosting;
using Vibe.TestKit;

namespace Temporal.Server.Tests.Differential;

/// <summary>Takes the real server and ours through all scenarios, many at a time: most of them wait for time-outs.</summary>
public sealed class DifferentialRuns : IAsyncLifetime
{
    /// <summary>The name of the official server among the ones below.</summary>
    internal const string Real = "real";

    private const int AtOnce = 24;

    private readonly ConcurrentDictionary<(string Server, string Scenario), Task<IReadOnlyList<string>>> _runs = new();
    private readonly Dictionary<string, string> _addresses = [];
    private readonly Stack<IAsyncDisposable> _servers = new();

    public async Task InitializeAsync()
    {
        if (TemporalDevServer.SkipReason is not null)
        {
            return;
        }

        var real = await TemporalDevServer.StartAsync();
        _servers.Push(real);
        Begin(Real, real.Address);
        Begin("memory", await StartAsync(TemporalStore.Memory));
        if (PostgresCluster.SkipReason is null)
        {
            var cluster = await PostgresCluster.SharedAsync();
            Begin("postgres", await StartAsync(TemporalStore.PostgreSql(await cluster.CreateDatabaseAsync())));
        }
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll(_runs.Values);
        while (_servers.TryPop(out var server))
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>Takes a server through a scenario once more, now that little else is under way.</summary>
    internal async Task<IReadOnlyList<string>> AgainAsync(string server, string scenario)
    {
        using var turns = new SemaphoreSlim(1);
        return await RunAsync(turns, _addresses[server], Scenario.All[scenario]);
    }

    /// <summary>What a server answered in a scenario; null where the server is not here.</summary>
    internal async Task<IReadOnlyList<string>?> LinesAsync(string server, string scenario) =>
        _runs.TryGetValue((server, scenario), out var run) ? await run : null;

    private async Task<string> StartAsync(TemporalStore store)
    {
        var server = await EmbeddedTemporalServer.StartAsync(
            new EmbeddedTemporalServerOptions
            {
                Store = store,
                SearchAttributes = TemporalSearchAttributes.All.ToDictionary(pair => pair.Key, pair => Enum.Parse<SearchAttributeKind>(pair.Value)),
            },
            default);
        _servers.Push(server);
        return server.Address;
    }

    private void Begin(string server, string address)
    {
        _addresses[server] = address;
        var turns = new SemaphoreSlim(AtOnce);
        foreach (var scenario in Scenario.All.Values)
        {
            _runs[(server, scenario.Name)] = Task.Run(() => RunAsync(turns, address, scenario));
        }
    }

    private static async Task<IReadOnlyList<string>> RunAsync(SemaphoreSlim turns, string address, Scenario scenario)
    {
        await turns.WaitAsync();
        using var world = new World(address, $"{Guid.NewGuid():N}"[..12]);
        try
        {
            await scenario.Script(world);
            await HistoryWalk.WriteAsync(world);
        }
        catch (StuckException stuck)
        {
            world.Transcript.Line($"stuck: {stuck.Message}");
            await HistoryWalk.WriteAsync(world);
        }
        catch (HttpRequestException broken)
        {
            world.Transcript.Line($"broken: {broken.Message}");
        }
        finally
        {
            turns.Release();
        }

        return world.Transcript.Lines;
    }
}
