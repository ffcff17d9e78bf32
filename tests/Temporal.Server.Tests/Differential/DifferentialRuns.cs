using System.Collections.Concurrent;

namespace Temporal.Server.Tests.Differential;

/// <summary>Takes the real server and ours through all scenarios, many at a time: most of them wait for time-outs.</summary>
public sealed class DifferentialRuns : IAsyncLifetime
{
    private const int AtOnce = 24;

    private readonly ConcurrentDictionary<(string Server, string Scenario), Task<IReadOnlyList<string>>> _runs = new();
    private DifferentialServers? _servers;

    public async Task InitializeAsync()
    {
        if (DifferentialServers.SkipReason is null)
        {
            _servers = await DifferentialServers.SharedAsync();
            foreach (var server in _servers.Names)
            {
                Begin(_servers, server);
            }
        }
    }

    public Task DisposeAsync() => Task.WhenAll(_runs.Values);

    /// <summary>Takes a server through a scenario once more, when the first runs of all are over and little else is under way.</summary>
    internal async Task<IReadOnlyList<string>> AgainAsync(string server, string scenario)
    {
        await Task.WhenAll(_runs.Values);
        return _servers is null ? [] : await _servers.PlayAsync(server, Scenario.All[scenario].Script);
    }

    /// <summary>What a server answered in a scenario; null where the server is not here.</summary>
    internal async Task<IReadOnlyList<string>?> LinesAsync(string server, string scenario) =>
        _runs.TryGetValue((server, scenario), out var run) ? await run : null;

    private void Begin(DifferentialServers servers, string server)
    {
        var turns = new SemaphoreSlim(AtOnce);
        foreach (var scenario in Scenario.All.Values)
        {
            _runs[(server, scenario.Name)] = Task.Run(() => RunAsync(turns, () => servers.PlayAsync(server, scenario.Script)));
        }
    }

    private static async Task<IReadOnlyList<string>> RunAsync(SemaphoreSlim turns, Func<Task<IReadOnlyList<string>>> play)
    {
        await turns.WaitAsync();
        try
        {
            return await play();
        }
        finally
        {
            turns.Release();
        }
    }
}
