using Temporal.Sdk.Tests.Servers;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Worker;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Worker;

/// <summary>Workers, servers and connections that go away in the middle: work goes on, and what was done is not done again.</summary>
public sealed class FaultTests
{
    [SkippableFact]
    public async Task WorkerDies_RunCached_AnotherGoesOnWithoutRepeating()
    {
        await using var proxy = new CuttableProxy(await TemporalBackend.AddressAsync());
        var client = await TemporalBackend.ConnectAsync();
        var options = Options(out var gates);
        options.StickyQueueScheduleToStartTimeout = TimeSpan.FromSeconds(1);
        using var stop = new CancellationTokenSource();
        using var dying = new TemporalWorker(await TemporalClient.ConnectAsync(new(proxy.Address)), options);
        var died = dying.ExecuteAsync(stop.Token);
        var handle = await client.StartWorkflowAsync((SignalledWorkflow wf) => wf.RunAsync(), new(id: $"wf-{Guid.NewGuid()}", taskQueue: options.TaskQueue!));

        // The server knows of the first activity, and the workflow waits for its signal: nothing that was done can be lost with the worker.
        await Eventually.HoldsAsync(async () => dying.CachedRuns == 1 && (await handle.FetchHistoryAsync()).Events.Count(e => e.EventType == EventType.WorkflowTaskCompleted) == 2);
        await proxy.CutAsync();
        await handle.SignalAsync(wf => wf.GoOnAsync());

        using var other = new TemporalWorker(client, options);
        await other.ExecuteAsync(() => Eventually.WithinAsync(handle.GetResultAsync()));
        Assert.Equal((1, 1), (gates.Runs("first"), gates.Runs("last")));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Eventually.WithinAsync(died));
    }

    [SkippableFact]
    public async Task ConnectionCut_ActivityEndsMeanwhile_IsReportedAfterwardsAndNotRepeated()
    {
        await using var proxy = new CuttableProxy(await TemporalBackend.AddressAsync());
        var client = await TemporalBackend.ConnectAsync();
        var options = Options(out var gates);
        using var worker = new TemporalWorker(await TemporalClient.ConnectAsync(new(proxy.Address)), options);
        await worker.ExecuteAsync(async () =>
        {
            var handle = await client.StartWorkflowAsync((StepsWorkflow wf) => wf.RunAsync(1), new(id: $"wf-{Guid.NewGuid()}", taskQueue: options.TaskQueue!));
            await Eventually.WithinAsync(gates.Begun.Task);
            await proxy.CutAsync();
            gates.Open.SetResult();
            proxy.Restore();
            Assert.Equal("waited gate", await Eventually.WithinAsync(handle.GetResultAsync()));
        });
        Assert.Equal((1, 1, 1), (gates.Runs("first"), gates.Runs("gate"), gates.Runs("last")));
    }

    [SkippableFact]
    public async Task ServerRestarts_ActivityRunning_WorkflowGoesOn()
    {
        await using var server = await TemporalBackend.StartRestartableAsync();
        var client = await TemporalClient.ConnectAsync(new(server.Address));
        var options = Options(out var gates);
        using var worker = new TemporalWorker(client, options);
        await worker.ExecuteAsync(async () =>
        {
            var handle = await client.StartWorkflowAsync((StepsWorkflow wf) => wf.RunAsync(1), new(id: $"wf-{Guid.NewGuid()}", taskQueue: options.TaskQueue!));
            await Eventually.WithinAsync(gates.Begun.Task);
            await server.StopAsync();
            gates.Open.SetResult();
            await server.RestartAsync();
            Assert.Equal("waited gate", await Eventually.WithinAsync(handle.GetResultAsync()));
        });
        Assert.Equal((1, 1, 1), (gates.Runs("first"), gates.Runs("gate"), gates.Runs("last")));
    }

    [SkippableFact]
    public async Task ShutDown_WorkAtHand_IsFinishedAndTheRestDoneByAnother()
    {
        const int Count = 30;
        var client = await TemporalBackend.ConnectAsync();
        var options = Options(out var gates);
        options.GracefulShutdownTimeout = TimeSpan.FromSeconds(20);
        gates.Open.SetResult();
        var handles = new List<WorkflowHandle<StepsWorkflow, string>>();
        using (var first = new TemporalWorker(client, options))
        {
            await first.ExecuteAsync(async () =>
            {
                for (var i = 0; i < Count; i++)
                {
                    handles.Add(await client.StartWorkflowAsync((StepsWorkflow wf) => wf.RunAsync(0), new(id: $"wf-{Guid.NewGuid()}", taskQueue: options.TaskQueue!)));
                }

                await Eventually.HoldsAsync(() => gates.Total > Count / 2);
            });
        }

        using var second = new TemporalWorker(client, options);
        await second.ExecuteAsync(() => Eventually.WithinAsync(Task.WhenAll(handles.Select(h => h.GetResultAsync())), TimeSpan.FromMinutes(3)));
        Assert.Equal(Count * 3, gates.Total);
    }

    private static TemporalWorkerOptions Options(out Gates gates)
    {
        gates = new Gates();
        return new TemporalWorkerOptions($"queue-{Guid.NewGuid()}").AddWorkflow<StepsWorkflow>().AddWorkflow<SignalledWorkflow>().AddAllActivities(gates);
    }
}
