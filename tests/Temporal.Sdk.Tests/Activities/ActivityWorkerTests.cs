using Temporal.Sdk.Tests.Servers;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Activities;

public sealed class ActivityWorkerTests
{
    private readonly Trials trials = new();

    [SkippableFact]
    public async Task Heartbeat_FailedAttempt_NextOneHasTheNewestDetails() =>
        Assert.Equal("second", await RunAsync("Resume", (_, handle) => handle.GetResultAsync()));

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancel_WorkflowCancelled_ArrivesWithHeartbeat(bool throws)
    {
        var result = await RunAsync(
            "UntilCancelled",
            async (_, handle) =>
            {
                await Eventually.WithinAsync(trials.Begun.Task);
                await handle.CancelAsync();
                try
                {
                    return await handle.GetResultAsync();
                }
                catch (WorkflowFailedException e)
                {
                    return e.InnerException!.GetType().Name;
                }
            },
            throws);
        Assert.Equal(throws ? nameof(CanceledFailureException) : "CancelRequested", result);
    }

    [SkippableFact]
    public async Task CompleteAsync_FromOutside_EndsTheActivity()
    {
        var result = await RunAsync("Later", async (client, handle) =>
        {
            var context = await Eventually.WithinAsync(trials.Begun.Task);
            await client.GetAsyncActivityHandle(context.Info.TaskToken).CompleteAsync("from outside");
            return await handle.GetResultAsync();
        });
        Assert.Equal("from outside", result);
    }

    [SkippableFact]
    public async Task Dynamic_UnknownType_IsTakenByIt() =>
        Assert.Equal("Nobody with 0", await RunAsync("Nobody", (_, handle) => handle.GetResultAsync()));

    [SkippableFact]
    public async Task ShutDown_ActivityRunning_IsCancelledAfterGraceAndTriedElsewhere()
    {
        var client = await TemporalBackend.ConnectAsync();
        var options = Options();
        WorkflowHandle<CallWorkflow, string>? handle = null;
        using (var worker = new TemporalWorker(client, options))
        {
            await worker.ExecuteAsync(async () =>
            {
                handle = await StartAsync(client, options, "UntilCancelled", true);
                await Eventually.WithinAsync(trials.Begun.Task);
            });
        }

        Assert.Equal(Temporalio.Activities.ActivityCancelReason.WorkerShutdown, (await trials.Begun.Task).CancelReason);
        var pending = (await handle!.DescribeAsync()).RawDescription.PendingActivities;
        Assert.Equal("WorkerShutdown", Assert.Single(pending).LastFailure.ApplicationFailureInfo.Type);
        await handle.TerminateAsync();
    }

    private static Task<WorkflowHandle<CallWorkflow, string>> StartAsync(TemporalClient client, TemporalWorkerOptions options, string activity, bool flag) =>
        client.StartWorkflowAsync((CallWorkflow wf) => wf.RunAsync(activity, flag), new(id: $"wf-{Guid.NewGuid()}", taskQueue: options.TaskQueue!));

    private async Task<string> RunAsync(string activity, Func<TemporalClient, WorkflowHandle<CallWorkflow, string>, Task<string>> test, bool flag = false)
    {
        var client = await TemporalBackend.ConnectAsync();
        var options = Options();
        using var worker = new TemporalWorker(client, options);
        return await worker.ExecuteAsync(async () =>
            await Eventually.WithinAsync(test(client, await StartAsync(client, options, activity, flag))));
    }

    // Heart-beats go out often, for they bring the cancellation; that none came for a while means nothing here.
    private TemporalWorkerOptions Options() => new TemporalWorkerOptions($"queue-{Guid.NewGuid()}") { MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(100) }
        .AddWorkflow<CallWorkflow>().AddAllActivities(trials);
}
