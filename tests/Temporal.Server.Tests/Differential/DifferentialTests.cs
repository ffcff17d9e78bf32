using Vibe.TestKit;

namespace Temporal.Server.Tests.Differential;

/// <summary>What clients, workers and readers of histories see of this service cannot be told from the official server's.</summary>
public sealed class DifferentialTests(DifferentialRuns runs) : IClassFixture<DifferentialRuns>
{
    private const int Repeats = 2;

    public static TheoryData<string> Scenarios => [.. Scenario.All.Keys];

    [SkippableTheory]
    [MemberData(nameof(Scenarios))]
    public Task Memory_Scenario_AnswersAsTheOfficialServer(string scenario) => CompareAsync("memory", scenario);

    [SkippableTheory]
    [MemberData(nameof(Scenarios))]
    public Task Postgres_Scenario_AnswersAsTheOfficialServer(string scenario) => CompareAsync("postgres", scenario);

    private async Task CompareAsync(string server, string scenario)
    {
        Skip.If(TemporalDevServer.SkipReason is not null, TemporalDevServer.SkipReason);
        var ours = await runs.LinesAsync(server, scenario);
        Skip.If(ours is null, PostgresCluster.SkipReason);
        var real = await runs.LinesAsync(DifferentialRuns.Real, scenario);
        Assert.NotNull(real);

        var differences = Differences.Between(real, ours);
        for (var attempt = 0; differences is not null && attempt < Repeats; attempt++)
        {
            // On a busy machine a server may miss a time that the script counts on: only what differs each time is a difference.
            var runsAgain = await Task.WhenAll(runs.AgainAsync(DifferentialRuns.Real, scenario), runs.AgainAsync(server, scenario));
            differences = Differences.Between(runsAgain[0], runsAgain[1]);
        }

        Assert.True(differences is null, differences);
    }
}
