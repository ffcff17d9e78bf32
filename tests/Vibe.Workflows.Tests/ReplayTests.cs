using Temporalio.Common;
using Temporalio.Worker;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.TestKit;
using Vibe.Workflows.Builds;
using Vibe.Workflows.Capacity;
using Vibe.Workflows.Tests.Fakes;

namespace Vibe.Workflows.Tests;

/// <summary>
/// Workflows that run today must go on with tomorrow's code. The committed histories replay; a change that they do not survive needs <c>Workflow.Patched</c>.
/// With <c>VIBE_WRITE_HISTORIES</c> set to a folder, <see cref="Run_ThreeWays_WritesHistories"/> writes new ones.
/// </summary>
public sealed class ReplayTests(TemporalFixture temporal) : IClassFixture<TemporalFixture>
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Histories");

    public static TheoryData<string> Committed() => [.. Directory.GetFiles(Folder, "*.json").Select(Path.GetFileName).Order().OfType<string>()];

    [Theory]
    [MemberData(nameof(Committed))]
    public async Task Replay_CommittedHistory_MakesTheSameCommands(string file)
    {
        var history = WorkflowHistory.FromJson(file, await File.ReadAllTextAsync(Path.Combine(Folder, file)));

        var result = await Replayer().ReplayWorkflowAsync(history, throwOnReplayFailure: false);

        Assert.Null(result.ReplayFailure);
    }

    [Fact]
    public async Task Run_ThreeWays_WritesHistories()
    {
        await using var house = new House(temporal.Client);
        var approved = await house.StartAtAsync(BuildStage.AwaitingApproval);
        await house.DecideAsync(approved, CardAction.RequestChanges, reason: "blue");
        await house.ReachesAsync(approved, BuildStage.AwaitingApproval, round: 2);
        await house.DecideAsync(approved, CardAction.Approve);
        await approved.GetResultAsync();
        var isBroken = true;
        house.Activities.OnGenerate = _ => isBroken ? throw new InvalidOperationException("Broken on purpose.") : Task.CompletedTask;
        house.Activities.OnReview = r => Task.FromResult(r.Pass == 0 ? 1 : 0);
        var parked = await house.StartAtAsync(BuildStage.Parked);
        isBroken = false;
        await house.DecideAsync(parked, CardAction.Retry);
        await house.ReachesAsync(parked, BuildStage.AwaitingApproval);
        await house.DecideAsync(parked, CardAction.Reject, reason: "no");
        await parked.GetResultAsync();
        house.Activities.OnGenerate = _ => FakeActivities.HangAsync();
        var cancelled = await house.StartAtAsync(BuildStage.Generating);
        await house.DecideAsync(cancelled, CardAction.Cancel);
        await cancelled.GetResultAsync();
        await Eventually.HoldsAsync(async () => (await house.Pool.QueryAsync(w => w.Owners())).Holding.Count == 0);
        var histories = new Dictionary<string, WorkflowHistory>
        {
            ["BuildWorkflow.two-rounds.json"] = await approved.FetchHistoryAsync(),
            ["BuildWorkflow.parked-mended-rejected.json"] = await parked.FetchHistoryAsync(),
            ["BuildWorkflow.cancelled.json"] = await cancelled.FetchHistoryAsync(),
            ["CapacityWorkflow.four-leases.json"] = await house.Pool.FetchHistoryAsync(),
        };

        foreach (var (file, history) in histories)
        {
            Assert.Null((await Replayer().ReplayWorkflowAsync(history, throwOnReplayFailure: false)).ReplayFailure);
            if (Environment.GetEnvironmentVariable("VIBE_WRITE_HISTORIES") is { Length: > 0 } folder)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, file), history.ToJson());
            }
        }
    }

    private static WorkflowReplayer Replayer() => new(new WorkflowReplayerOptions().AddWorkflow<BuildWorkflow>().AddWorkflow<CapacityWorkflow>());
}
