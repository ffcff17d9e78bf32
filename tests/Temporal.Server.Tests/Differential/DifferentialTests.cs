using Vibe.TestKit;

namespace Temporal.Server.Tests.Differential;

/// <summary>What clients, workers and readers of histories see of this service cannot be told from the official server's.</summary>
public sealed class DifferentialTests(DifferentialRuns runs) : IClassFixture<DifferentialRuns>
{
    private const int Repeats = 4;

    public static TheoryData<string> Scenarios => [.. Scenario.All.Keys];

    [SkippableTheory]
    [MemberData(nameof(Scenarios))]
    public Task Memory_Scenario_AnswersAsTheOfficialServer(string scenario) => CompareAsync(DifferentialServers.Memory, scenario);

    [SkippableTheory]
    [MemberData(nameof(Scenarios))]
    public Task Postgres_Scenario_AnswersAsTheOfficialServer(string scenario) => CompareAsync(DifferentialServers.Postgres, scenario);

    private async Task CompareAsync(string server, string scenario)
    {
        Skip.If(DifferentialServers.SkipReason is not null, DifferentialServers.SkipReason);
        var ours = await runs.LinesAsync(server, scenario);
        Skip.If(ours is null, PostgresCluster.SkipReason);
        var real = await runs.LinesAsync(DifferentialServers.Real, scenario);
        Assert.NotNull(real);

        // On a busy machine a server may miss a time that the script counts on, and then answers rightly, but as another script would be answered:
        // a difference is what neither has answered as the other in any of its runs.
        List<IReadOnlyList<string>> expected = [real];
        List<IReadOnlyList<string>> actual = [ours];
        for (var attempt = 0; !expected.Exists(lines => actual.Exists(lines.SequenceEqual)); attempt++)
        {
            Assert.True(attempt < Repeats, Differences.Between(expected[^1], actual[^1]));
            var again = await Task.WhenAll(runs.AgainAsync(DifferentialServers.Real, scenario), runs.AgainAsync(server, scenario));
            expected.Add(again[0]);
            actual.Add(again[1]);
        }
    }
}
