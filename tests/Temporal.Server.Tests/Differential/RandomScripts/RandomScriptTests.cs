using System.Globalization;
using Xunit.Abstractions;

namespace Temporal.Server.Tests.Differential.RandomScripts;

/// <summary>
/// Scripts that nobody wrote, on the official development server and on ours: the answers and the histories must be the same. <c>VIBE_TEST_SCRIPTS=1000</c> runs so many seeds,
/// <c>VIBE_TEST_SCRIPTS_FROM=5</c> begins with another one.
/// </summary>
public sealed class RandomScriptTests(ITestOutputHelper output)
{
    private const int MoreTurns = 5;
    private const int AtOnce = 6;
    private const int Few = 20;

    [SkippableFact]
    public Task Memory_RandomScripts_AnswersAsTheOfficialServer() => CompareAsync(DifferentialServers.Memory, Setting("VIBE_TEST_SCRIPTS_FROM", 1));

    [SkippableFact]
    public Task Postgres_RandomScripts_AnswersAsTheOfficialServer() => CompareAsync(DifferentialServers.Postgres, Setting("VIBE_TEST_SCRIPTS_FROM", 1) + 10_000);

    private static int Setting(string name, int usual) => Environment.GetEnvironmentVariable(name) is { } set ? int.Parse(set, CultureInfo.InvariantCulture) : usual;

    private async Task CompareAsync(string server, int first)
    {
        Skip.If(DifferentialServers.SkipReason is not null, DifferentialServers.SkipReason);
        var servers = await DifferentialServers.SharedAsync();
        Skip.If(!servers.Names.Contains(server), "There is no PostgreSQL here.");
        var comparisons = Enumerable.Range(first, Setting("VIBE_TEST_SCRIPTS", Few)).Select(seed => new SeedComparison(servers, server, seed)).ToList();
        await Parallel.ForEachAsync(comparisons, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (comparison, _) => await comparison.RunAsync());

        // On a busy machine a server may miss a time, and then answers rightly, but as another script would be answered: those that differ get more turns, alone.
        var failed = new SortedDictionary<int, string>();
        foreach (var comparison in comparisons)
        {
            for (var turn = 0; turn < MoreTurns && comparison.Difference is not null; turn++)
            {
                await comparison.RunAsync();
            }

            if (comparison.Difference is { } difference)
            {
                failed.Add(comparison.Seed, difference);
            }
        }

        foreach (var (seed, difference) in failed)
        {
            output.WriteLine($"seed {seed}:{difference}");
        }

        Assert.Empty(failed.Keys);
    }
}
