using System.Globalization;
using Temporalio.Client;
using Temporalio.Testing;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.TestKit;
using Vibe.Workflows.Builds;
using Vibe.Workflows.Capacity;
using Vibe.Workflows.Tests.Fakes;

namespace Vibe.Workflows.Tests.Capacity;

public sealed class CapacityWorkflowTests(TemporalFixture temporal) : IClassFixture<TemporalFixture>
{
    /// <summary>How many builds wait at once; the long form sets VIBE_TEST_BUILDS=200.</summary>
    private static int Builds => int.Parse(Environment.GetEnvironmentVariable("VIBE_TEST_BUILDS") ?? "16", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Run_ManyBuildsOnTwoSlots_AreServedInOrderWithinShortHistories()
    {
        await using var house = new House(temporal.Client);
        house.Activities.Pool = new PoolSettings { Slots = 2, ContinueAfterEvents = Math.Max(60, Builds * 5 / 2) };
        var working = 0;
        var most = 0;
        var begun = 0;

        // However fast or slow the machine is: nobody is served before all stand in line, and half of them wait until the others' time in a slot is known and told.
        var (isLineLong, isWaitTold) = (NewSignal(), NewSignal());
        house.Activities.OnGenerate = async _ =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref working));
            await isLineLong.Task;
            if (Interlocked.Increment(ref begun) > Builds / 2)
            {
                await isWaitTold.Task;
            }
        };
        house.Activities.OnStore = _ =>
        {
            Interlocked.Decrement(ref working);
            return Task.CompletedTask;
        };
        var builds = Enumerable.Range(0, Builds).Select(_ => house.Build()).ToList();
        var handles = await Task.WhenAll(builds.Select(house.StartAsync));
        var patience = TimeSpan.FromMinutes(5);
        await Eventually.HoldsAsync(() => house.Activities.Lines.Any(l => l.Waiting.Count == Builds - 2), patience);
        isLineLong.SetResult();
        await Eventually.HoldsAsync(() => house.Activities.Lines.Any(l => l.Waiting.Count > 0 && l.Waiting.All(w => w.ExpectedWait is not null)), patience);
        isWaitTold.SetResult();
        await Eventually.HoldsAsync(() => house.Activities.Asked.Count == Builds, patience);

        Assert.InRange(most, 1, 2);
        Assert.Equal(Builds, house.Activities.Generations.Count);

        // The line as published: at each change everybody's place follows from those before, and nobody overtakes.
        var order = new List<BuildId>();
        long revision = 0;
        foreach (var line in house.Activities.Lines)
        {
            Assert.True(line.Revision >= revision, "Revisions grow.");
            revision = line.Revision;
            Assert.Equal(Enumerable.Range(1, line.Waiting.Count), line.Waiting.Select(w => w.Place));
            Assert.InRange(line.Busy, 0, 2);
            order.AddRange(line.Waiting.Select(w => w.BuildId).Where(b => !order.Contains(b)));
            var known = line.Waiting.Select(w => order.IndexOf(w.BuildId)).ToList();
            Assert.Equal(known.Order(), known);
        }

        // Granted in that order too; what the two who were told at the same time do first is theirs.
        var granted = (await GrantedAsync(house)).Select(id => order.FindIndex(b => b.WorkflowId == id)).Where(i => i >= 0).ToList();
        Assert.InRange(granted.Count, Builds - 2, Builds);
        Assert.Equal(granted.Order(), granted);
        Assert.InRange((await house.Pool.DescribeAsync()).HistoryLength, 1, Math.Max(400, Builds * 15 / 2));
        await Task.WhenAll(handles.Select(h => h.TerminateAsync("The test is over.")));
    }

    /// <summary>A worker that comes new has to read the whole history of a pool that has worked for long, in several pages.</summary>
    [Fact]
    public async Task Run_WorkerLostAmidALongHistory_LineGoesOn()
    {
        await using var embedded = await WorkflowEnvironment.StartLocalAsync();
        await using var house = new House(embedded.Client);
        house.Activities.Pool = new PoolSettings { Slots = 2 };
        var handles = new List<WorkflowHandle<BuildWorkflow, BuildResult>>();
        while (handles.Count < 20 || (await house.Pool.DescribeAsync()).HistoryLength < 1_500)
        {
            handles.AddRange(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => house.StartAsync(house.Build()))));
            await Eventually.HoldsAsync(() => house.Activities.Asked.Count == handles.Count);
        }

        await house.StopWorkersAsync();
        var last = await house.StartAsync(house.Build());
        house.StartWorker();

        await house.ReachesAsync(last, BuildStage.AwaitingApproval);
        await Task.WhenAll(handles.Append(last).Select(h => h.TerminateAsync("The test is over.")));
    }

    [Fact]
    public async Task Run_PoolContinuesAsNew_NobodyLosesAPlace()
    {
        await using var house = new House(temporal.Client);
        house.Activities.Pool = new PoolSettings { Slots = 1, ContinueAfterEvents = 20 };
        var builds = Enumerable.Range(0, 8).Select(_ => house.Build()).ToList();

        var handles = await Task.WhenAll(builds.Select(house.StartAsync));
        foreach (var handle in handles)
        {
            await house.ReachesAsync(handle, BuildStage.AwaitingApproval);
        }

        Assert.Equal(builds.Count, house.Activities.Generations.Count);
        var started = (await house.Pool.FetchHistoryAsync()).Events.First().WorkflowExecutionStartedEventAttributes;
        Assert.NotEmpty(started.ContinuedExecutionRunId);
        await Task.WhenAll(handles.Select(h => house.DecideAsync(h, CardAction.Approve)));
        Assert.All(await Task.WhenAll(handles.Select(h => h.GetResultAsync())), r => Assert.Equal(BuildStage.Done, r.Stage));
    }

    [Fact]
    public async Task Run_BuildTerminatedInLine_GrantGoesToTheNext()
    {
        await using var house = new House(temporal.Client);
        house.Activities.Pool = new PoolSettings { Slots = 1 };
        var release = new TaskCompletionSource();
        house.Activities.OnGenerate = async _ => await release.Task;
        var first = await house.StartAtAsync(BuildStage.Generating);
        var second = await house.StartAtAsync(BuildStage.Queued);
        await Eventually.HoldsAsync(async () => (await house.Pool.QueryAsync(w => w.Owners())).Waiting.Count == 1);
        var third = await house.StartAtAsync(BuildStage.Queued);
        await Eventually.HoldsAsync(async () => (await house.Pool.QueryAsync(w => w.Owners())).Waiting.Count == 2);

        await second.TerminateAsync();
        release.SetResult();

        await house.ReachesAsync(first, BuildStage.AwaitingApproval);
        await house.ReachesAsync(third, BuildStage.AwaitingApproval);
    }

    [Fact]
    public async Task Run_OwnersGone_SlotGoesToTheNext()
    {
        await using var house = new House(temporal.Client);
        house.Activities.Pool = new PoolSettings { Slots = 1 };
        var isFirst = true;
        house.Activities.OnGenerate = _ =>
        {
            (isFirst, var hang) = (false, isFirst);
            return hang ? FakeActivities.HangAsync() : Task.CompletedTask;
        };
        var build = house.Build();
        var first = await house.StartAtAsync(BuildStage.Generating, build);
        var second = await house.StartAtAsync(BuildStage.Queued);
        await first.TerminateAsync();

        var gone = new OwnersGone { BuildIds = [build.BuildId] };
        await house.Pool.SignalAsync(w => w.OwnersGoneAsync(gone));

        await house.ReachesAsync(second, BuildStage.AwaitingApproval);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The workflows that the pool granted a slot, in order, over all its runs.</summary>
    private static async Task<IReadOnlyList<string>> GrantedAsync(House house)
    {
        var granted = new List<string>();
        for (var run = (await house.Pool.DescribeAsync()).RunId; run.Length > 0;)
        {
            var history = await house.Client.GetWorkflowHandle(house.Pool.Id, run).FetchHistoryAsync();
            granted.InsertRange(0, history.Events
                .Select(e => e.SignalExternalWorkflowExecutionInitiatedEventAttributes)
                .Where(s => s?.SignalName == CapacityNames.Granted)
                .Select(s => s.WorkflowExecution.WorkflowId));
            run = history.Events.First().WorkflowExecutionStartedEventAttributes.ContinuedExecutionRunId;
        }

        return [.. granted.Distinct()];
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int known;
        while (value > (known = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, known) != known)
        {
            // Somebody else was faster: look again.
        }
    }
}
