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

    /// <summary>How often a scenario may find the official server dead, which happens to it on a machine that has no time for it.</summary>
    private const int Deaths = 3;

    private readonly ConcurrentDictionary<(string Server, string Scenario), Task<IReadOnlyList<string>>> _runs = new();
    private readonly ConcurrentDictionary<string, string> _addresses = new();
    private readonly ConcurrentStack<IAsyncDisposable> _servers = new();
    private readonly Lock _gate = new();
    private Task<TemporalDevServer>? _real;

    public async Task InitializeAsync()
    {
        if (TemporalDevServer.SkipReason is not null)
        {
            return;
        }

        _real = StartRealAsync();
        await _real;
        _addresses["memory"] = await StartAsync(TemporalStore.Memory);
        if (PostgresCluster.SkipReason is null)
        {
            var cluster = await PostgresCluster.SharedAsync();
            _addresses["postgres"] = await StartAsync(TemporalStore.PostgreSql(await cluster.CreateDatabaseAsync()));
        }

        foreach (var server in _addresses.Keys)
        {
            Begin(server);
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

    /// <summary>Takes a server through a scenario once more, when the first runs of all are over and little else is under way.</summary>
    internal async Task<IReadOnlyList<string>> AgainAsync(string server, string scenario)
    {
        await Task.WhenAll(_runs.Values);
        using var turns = new SemaphoreSlim(1);
        return await RunAsync(turns, server, Scenario.All[scenario]);
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

    private async Task<TemporalDevServer> StartRealAsync()
    {
        var server = await TemporalDevServer.StartAsync();
        _servers.Push(server);
        _addresses[Real] = server.Address;
        return server;
    }

    /// <summary>Puts another official server in the place of one that is gone.</summary>
    private async Task ReviveRealAsync()
    {
        var known = _real ?? throw new InvalidOperationException("There is no official server.");
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

    private void Begin(string server)
    {
        var turns = new SemaphoreSlim(AtOnce);
        foreach (var scenario in Scenario.All.Values)
        {
            _runs[(server, scenario.Name)] = Task.Run(() => RunAsync(turns, server, scenario));
        }
    }

    private async Task<IReadOnlyList<string>> RunAsync(SemaphoreSlim turns, string server, Scenario scenario)
    {
        await turns.WaitAsync();
        try
        {
            for (var deaths = 0; ; deaths++)
            {
                var (lines, isBroken) = await PlayAsync(_addresses[server], scenario);
                if (!isBroken || server != Real || deaths == Deaths)
                {
                    return lines;
                }

                await ReviveRealAsync();
            }
        }
        finally
        {
            turns.Release();
        }
    }

    private static async Task<(IReadOnlyList<string> Lines, bool IsBroken)> PlayAsync(string address, Scenario scenario)
    {
        using var world = new World(address, $"{Guid.NewGuid():N}"[..12]);
        try
        {
            try
            {
                await scenario.Script(world);
            }
            catch (StuckException stuck)
            {
                world.Transcript.Line($"stuck: {stuck.Message}");
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
}
