using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Differential.RandomScripts;

/// <summary>
/// A script that a seed makes: clients and workers of a few workflows do one thing after the other, sensible things mostly. The same seed does the same on each server, as long as the
/// servers answer the same. Nothing in it depends on time: what waits for a time waits until the script has ended.
/// </summary>
internal sealed class RandomScript(World world, int seed)
{
    private const int FewestSteps = 10;
    private const int MostSteps = 40;

    private readonly Random _random = new(seed);
    private readonly Standing _standing = new(world);

    /// <summary>Takes the server of the world through it.</summary>
    public async Task RunAsync()
    {
        var mood = new RandomMood(_random);
        var client = new RandomClient(world, _random, _standing, mood);
        var worker = new RandomWorker(world, _random, _standing, mood);
        await client.StartAsync("a");
        for (var steps = _random.Next(FewestSteps, MostSteps); steps > 0; steps--)
        {
            await SettleAsync(client);
            if (mood.Hurry is not null || _random.Next(5) < 3)
            {
                await worker.StepAsync();
            }
            else
            {
                await client.StepAsync();
            }
        }

        await EndAsync(client);
    }

    /// <summary>What becomes of workflows decides over updates, and updates make tasks.</summary>
    private async Task SettleAsync(RandomClient client)
    {
        await _standing.SettleAsync();
        await client.SettleAsync();
        await _standing.SettleAsync();
    }

    /// <summary>Ends what still runs, so that every call is answered.</summary>
    private async Task EndAsync(RandomClient client)
    {
        await _standing.SettleAsync();
        foreach (var name in _standing.Runs.Keys)
        {
            await world.DescribeAsync(name);
        }

        // Children first: what becomes of them does not depend on their parents then.
        foreach (var name in _standing.Running.Reverse())
        {
            await world.CallAsync<TerminateWorkflowExecutionResponse>(
                new TerminateWorkflowExecutionRequest { WorkflowExecution = world.Of(name), Identity = "client", Reason = "over" }, isSilent: true, isRefusalSilent: true);
            await _standing.SettleAsync();
        }

        await client.EndUpdatesAsync();
        await _standing.SettleAsync();
    }
}
