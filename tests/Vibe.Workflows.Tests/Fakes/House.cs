using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.TestKit;
using Vibe.Workflows.Builds;
using Vibe.Workflows.Capacity;

namespace Vibe.Workflows.Tests.Fakes;

/// <summary>A task queue and a pool of its own, with a worker that can be taken away.</summary>
public sealed class House : IAsyncDisposable
{
    private readonly List<(CancellationTokenSource Stop, Task Run, TemporalWorker Worker)> _workers = [];
    private readonly int _cachedWorkflows;

    public House(ITemporalClient client, int cachedWorkflows = 1000)
    {
        Client = client;
        _cachedWorkflows = cachedWorkflows;
        Name = $"house-{Guid.NewGuid():n}";
        StartWorker();
    }

    public ITemporalClient Client { get; }

    public FakeActivities Activities { get; } = new();

    /// <summary>The name of the task queue and of the pool.</summary>
    public string Name { get; }

    public WorkflowHandle<CapacityWorkflow> Pool => Client.GetWorkflowHandle<CapacityWorkflow>(CapacityNames.WorkflowId(Name));

    public BuildInput Build(Func<BuildSettings, BuildSettings>? change = null)
    {
        var settings = Some.Settings(Name);
        return Some.Build(change is null ? settings : change(settings));
    }

    public Task<WorkflowHandle<BuildWorkflow, BuildResult>> StartAsync(BuildInput build) =>
        Client.StartWorkflowAsync((BuildWorkflow w) => w.RunAsync(build), new WorkflowOptions(build.BuildId.WorkflowId, Name));

    public async Task<WorkflowHandle<BuildWorkflow, BuildResult>> StartAtAsync(BuildStage stage, BuildInput? build = null)
    {
        var handle = await StartAsync(build ?? Build());
        await ReachesAsync(handle, stage);
        return handle;
    }

    public async Task<BuildStatus> ReachesAsync(WorkflowHandle<BuildWorkflow> build, BuildStage stage, int round = 1)
    {
        BuildStatus? status = null;
        await Eventually.TrueAsync(
            async () =>
            {
                status = await build.QueryAsync(w => w.Status());
                var isAsking = stage != BuildStage.AwaitingApproval || status.Deadline is not null;
                return status.Stage == stage && status.Round >= round && isAsking;
            },
            $"the build reaches {stage} in round {round}");
        return status!;
    }

    /// <summary>Decides on what the build shows now.</summary>
    public async Task<DecideOutput> DecideAsync(WorkflowHandle<BuildWorkflow> build, CardAction action, UserRef? by = null, string? reason = null)
    {
        var status = await build.QueryAsync(w => w.Status());
        return await DecideAsync(build, new DecideInput
        {
            Action = action,
            By = by ?? Some.Approver,
            Round = status.Round,
            Digest = status.Digest,
            Reason = reason is null ? null : Some.Text(reason),
        });
    }

    public Task<DecideOutput> DecideAsync(WorkflowHandle<BuildWorkflow> build, DecideInput input) => build.ExecuteUpdateAsync(w => w.DecideAsync(input));

    /// <summary>The code with which a decision is refused.</summary>
    public async Task<string?> RefusalAsync(WorkflowHandle<BuildWorkflow> build, DecideInput input)
    {
        var failure = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => DecideAsync(build, input));
        return Assert.IsType<ApplicationFailureException>(failure.InnerException).ErrorType;
    }

    public void StartWorker()
    {
        // Each sign of life goes out, and brings back whether the activity is called off: with the long limit of the tests the worker would send one in a minute.
        var options = new TemporalWorkerOptions(Name)
        {
            MaxCachedWorkflows = _cachedWorkflows,
            GracefulShutdownTimeout = TimeSpan.Zero,
            MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(100),
        }
            .AddWorkflow<BuildWorkflow>()
            .AddWorkflow<CapacityWorkflow>()
            .AddAllActivities(Activities);
        var worker = new TemporalWorker(Client, options);
        var stop = new CancellationTokenSource();
        _workers.Add((stop, worker.ExecuteAsync(stop.Token), worker));
    }

    /// <summary>Stops every worker; what they were doing is not finished.</summary>
    public async Task StopWorkersAsync()
    {
        foreach (var (stop, run, worker) in _workers)
        {
            await stop.CancelAsync();
            try
            {
                await run;
            }
            catch (OperationCanceledException)
            {
                // That is how a worker ends.
            }

            worker.Dispose();
            stop.Dispose();
        }

        _workers.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Pool.TerminateAsync("The test is over.");
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            // No build asked for a slot.
        }

        await StopWorkersAsync();
    }
}
