using Temporal.Sdk.Tests.Servers;
using Temporalio.Client;

namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>Many random programs on the workers of one mode.</summary>
internal static class Campaign
{
    private const int Away = 1000;
    private const int There = 4000;

    /// <summary>Runs the programs of some seeds at once.</summary>
    /// <returns>What is wrong.</returns>
    public static Task<IReadOnlyList<string>> RunAsync(string address, WorkerMode mode, IReadOnlyCollection<int> seeds) =>
        RunAsync(address, mode, seeds, running => running);

    /// <summary>The same, on a server that goes away and comes back.</summary>
    public static async Task<IReadOnlyList<string>> RunRestartingAsync(IReadOnlyCollection<int> seeds)
    {
        await using var server = await TemporalBackend.StartRestartableAsync();
        return await RunAsync(server.Address, WorkerMode.ServerRestarts, seeds, running => RestartAsync(server, running));
    }

    private static async Task RestartAsync(IRestartable server, Task running)
    {
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, ProgramDriver.PauseAsync(There));
            if (!running.IsCompleted)
            {
                await server.StopAsync();
                await ProgramDriver.PauseAsync(Away);
                await server.RestartAsync();
            }
        }

        await running;
    }

    private static async Task<IReadOnlyList<string>> RunAsync(string address, WorkerMode mode, IReadOnlyCollection<int> seeds, Func<Task, Task> meanwhile)
    {
        var client = await TemporalClient.ConnectAsync(new(address));
        var taskQueue = $"programs-{Guid.NewGuid()}";
        await using var crew = new WorkerCrew(address, client, taskQueue, mode);
        var programs = seeds.Select(seed => new ProgramRun(client, taskQueue, seed, mode)).ToList();
        var running = Task.WhenAll(programs.Select(p => p.RunAsync()));
        crew.Start();
        await meanwhile(running);
        List<string> problems = [.. (await Task.WhenAll(programs.Select(p => p.CheckAsync()))).SelectMany(p => p)];
        problems.AddRange(crew.Activities.Doubled.Select(d => $"activity {d} ran more than once"));
        if (!WorkerCrew.IsHarsh(mode))
        {
            problems.AddRange(crew.Troubles.All);
        }

        return problems.Count == 0 ? [] : [$"mode {mode}, seeds {string.Join(' ', seeds)}", .. problems];
    }
}
