using Temporal.Sdk.Tests.Servers;
using Xunit.Abstractions;

namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>
/// Random programs, each made of a seed together with all that comes to it from outside; docs/temporal-sdk-switch.md says how to run many and how to repeat one.
/// </summary>
public sealed class RandomProgramsTests(ITestOutputHelper output)
{
    private const string Count = "VIBE_TEST_PROGRAMS";
    private const string From = "VIBE_TEST_PROGRAMS_FROM";
    private const string Mode = "VIBE_TEST_PROGRAMS_MODE";
    private const string AtOnce = "VIBE_TEST_PROGRAMS_AT_ONCE";
    private const string Log = "VIBE_TEST_PROGRAMS_LOG";

    [SkippableFact]
    public async Task Run_FixedSeeds_FindNothing()
    {
        var address = await TemporalBackend.AddressAsync();
        WorkerMode[] modes = [WorkerMode.Cached, WorkerMode.Uncached, WorkerMode.Crowded, WorkerMode.Rolling];
        var found = await Task.WhenAll(modes.Select((mode, i) => Campaign.RunAsync(address, mode, [.. Enumerable.Range(20 * i, 5)])));
        Assert.True(found.All(problems => problems.Count == 0), string.Join('\n', found.SelectMany(problems => problems)));
    }

    [SkippableFact]
    public async Task Run_ManySeeds_FindNothing()
    {
        Skip.If(Number(Count, 0) == 0, $"The long form runs where {Count} says how many programs");
        var address = await TemporalBackend.AddressAsync();
        var modes = Environment.GetEnvironmentVariable(Mode) is { Length: > 0 } mode
            ? [Enum.Parse<WorkerMode>(mode)]
            : Enum.GetValues<WorkerMode>().Where(m => m != WorkerMode.ServerRestarts || TemporalBackend.Kind != TemporalBackend.Embedded).ToArray();
        List<string> problems = [];
        foreach (var (turn, seeds) in Enumerable.Range(Number(From, 1), Number(Count, 0)).Chunk(Number(AtOnce, 20)).Index())
        {
            var chosen = modes[turn % modes.Length];
            var found = chosen == WorkerMode.ServerRestarts ? await Campaign.RunRestartingAsync(seeds) : await Campaign.RunAsync(address, chosen, seeds);
            problems.AddRange(found);
            Say(found.Count == 0 ? $"seeds {seeds[0]} to {seeds[^1]}, {chosen}: nothing" : string.Join('\n', found));
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    private static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : otherwise;

    private void Say(string text)
    {
        output.WriteLine(text);
        if (Environment.GetEnvironmentVariable(Log) is { Length: > 0 } file)
        {
            File.AppendAllText(file, text + "\n");
        }
    }
}
