using Temporal.Sdk.Tests.Servers;
using Temporal.Sdk.Tests.Worker;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>The workers of random programs, in one of the modes.</summary>
internal sealed class WorkerCrew(string address, ITemporalClient client, string taskQueue, WorkerMode mode) : IAsyncDisposable
{
    /// <summary>How long a workflow task may take where no worker ever leaves: no test is about workers that are merely slow.</summary>
    public static readonly TimeSpan TaskPatience = TimeSpan.FromMinutes(1);

    // Below the time that a client waits for a query: one that its worker did not take goes to another in time.
    private static readonly TimeSpan QueryPatience = TimeSpan.FromSeconds(20);

    private const int Rolls = 300;
    private const int Deaths = 1500;
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> running = [];

    public ProgramActivities Activities { get; } = new(client);

    public WorkerTroubles Troubles { get; } = new();

    /// <summary>Whether activities may be lost: a worker dies, or its polls are cut off by a server that does not end them by itself.</summary>
    public static bool IsHarsh(WorkerMode mode) =>
        mode is WorkerMode.Killed or WorkerMode.ServerRestarts || (mode == WorkerMode.Rolling && !TemporalBackend.IsEmbedded);

    /// <summary>Whether a query may be lost: with a worker that dies, or now and then on a server that is not ours.</summary>
    public static bool MayLoseQueries(WorkerMode mode) => IsHarsh(mode) || !TemporalBackend.IsEmbedded;

    /// <summary>Whether the same workers are there from the beginning to the end.</summary>
    public static bool IsSteady(WorkerMode mode) => mode is WorkerMode.Cached or WorkerMode.Uncached or WorkerMode.Crowded;

    public void Start()
    {
        switch (mode)
        {
            case WorkerMode.Crowded:
                running.Add(WorkAsync(client, stop.Token));
                running.Add(WorkAsync(client, stop.Token));
                break;
            case WorkerMode.Rolling:
                running.Add(RollAsync());
                break;
            case WorkerMode.Killed:
                running.Add(DieAsync());
                break;
            default:
                running.Add(WorkAsync(client, stop.Token));
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(running);
        stop.Dispose();
    }

    private async Task RollAsync()
    {
        var old = Task.CompletedTask;
        while (!stop.IsCancellationRequested)
        {
            using var source = new CancellationTokenSource();
            var next = WorkAsync(client, source.Token);
            await ProgramDriver.PauseAsync(Rolls);
            await old;
            await source.CancelAsync();
            old = next;
        }

        await WorkAsync(client, stop.Token);
        await old;
    }

    private async Task DieAsync()
    {
        var old = Task.CompletedTask;
        while (!stop.IsCancellationRequested)
        {
            await using var proxy = new CuttableProxy(address);
            using var source = new CancellationTokenSource();
            var dying = WorkAsync(await TemporalClient.ConnectAsync(new(proxy.Address)), source.Token);
            await ProgramDriver.PauseAsync(Deaths);
            await proxy.CutAsync();
            await source.CancelAsync();
            await old;
            old = dying;
        }

        await old;
    }

    private async Task WorkAsync(ITemporalClient through, CancellationToken cancellationToken)
    {
        var options = new TemporalWorkerOptions(taskQueue)
        {
            LoggerFactory = Troubles,
            GracefulShutdownTimeout = mode == WorkerMode.Rolling ? TimeSpan.FromSeconds(10) : TimeSpan.Zero,
            MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(20),
            DefaultHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(20),
            StickyQueueScheduleToStartTimeout = IsHarsh(mode) ? TimeSpan.FromSeconds(1) : IsSteady(mode) ? QueryPatience : TimeSpan.FromSeconds(10),
        };
        options.AddWorkflow<ProgramWorkflow>().AddAllActivities(Activities);
        options.MaxCachedWorkflows = mode switch { WorkerMode.Uncached => 0, WorkerMode.Crowded => 3, _ => options.MaxCachedWorkflows };
        using var worker = new TemporalWorker(through, options);
        try
        {
            await worker.ExecuteAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // It was told to.
        }
    }
}
