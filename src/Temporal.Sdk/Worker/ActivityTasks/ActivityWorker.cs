using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Worker.Polling;

namespace Temporalio.Worker.ActivityTasks;

/// <summary>Polls for activity tasks and runs them.</summary>
internal sealed partial class ActivityWorker : IDisposable
{
    private static readonly TimeSpan PollTimeout = TimeSpan.FromSeconds(70);
    private readonly WorkerSettings settings;
    private readonly ActivityCalls calls;
    private readonly ActivityExecutor executor;
    private readonly SlotPool slots;
    private readonly StartRate rate;
    private readonly PollFailures failures;
    private readonly InFlight inFlight = new();
    private readonly ConcurrentDictionary<RunningActivity, bool> running = new();
    private readonly CancellationTokenSource shutdown = new();
    private readonly ILogger logger;

    public ActivityWorker(WorkerSettings settings)
    {
        this.settings = settings;
        logger = settings.LoggerFactory.CreateLogger<ActivityWorker>();
        calls = new ActivityCalls(settings);
        executor = new ActivityExecutor(settings, new ActivityRegistry(settings.Options.Activities), calls, logger);
        slots = new SlotPool(settings.ActivitySlots);
        rate = new StartRate(settings.Options.MaxActivitiesPerSecond, settings.Time);
        failures = new PollFailures(settings.Time);
    }

    /// <summary>Polls until told to stop, then lets the running activities end, after the grace time by cancelling them.</summary>
    /// <param name="stopping">No more polls.</param>
    /// <param name="aborting">Cuts open polls off.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        using var told = stopping.UnsafeRegister(_ => _ = shutdown.CancelAsync(), null);
        var pollers = new List<Poller<PollActivityTaskQueueResponse>>(settings.ActivityPolls);
        var source = Source();
        for (var i = 0; i < settings.ActivityPolls; i++)
        {
            pollers.Add(new(source, slots, failures, logger));
        }

        try
        {
            await PollerGroup.RunAsync(pollers, stopping, aborting).ConfigureAwait(false);
        }
        finally
        {
            await EndAsync().ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        slots.Dispose();
        shutdown.Dispose();
    }

    private async Task EndAsync()
    {
        await shutdown.CancelAsync().ConfigureAwait(false);
        var drained = inFlight.DrainAsync();
        if (!drained.IsCompleted)
        {
            LogWaiting(running.Count, settings.Options.GracefulShutdownTimeout);
            using var grace = new CancellationTokenSource();
            await Task.WhenAny(drained, Task.Delay(settings.Options.GracefulShutdownTimeout, settings.Time, grace.Token)).ConfigureAwait(false);
            await grace.CancelAsync().ConfigureAwait(false);
            foreach (var activity in running.Keys)
            {
                activity.Cancel(ActivityCancelReason.WorkerShutdown);
            }
        }

        await drained.ConfigureAwait(false);
    }

    private PollSource<PollActivityTaskQueueResponse> Source()
    {
        var request = new PollActivityTaskQueueRequest
        {
            Namespace = settings.Namespace,
            TaskQueue = new() { Name = settings.TaskQueue, Kind = TaskQueueKind.Normal },
            Identity = settings.Identity,
            WorkerInstanceKey = settings.InstanceKey,
        };
        if (settings.Options.MaxTaskQueueActivitiesPerSecond is { } perSecond)
        {
            request.TaskQueueMetadata = new() { MaxTasksPerSecond = perSecond };
        }

        return new PollSource<PollActivityTaskQueueResponse>("activity tasks", cancellationToken => PollAsync(request, cancellationToken), Accept)
        {
            BeforePollAsync = rate.WaitAsync,
        };
    }

    private async Task<PollActivityTaskQueueResponse?> PollAsync(PollActivityTaskQueueRequest request, CancellationToken cancellationToken)
    {
        var options = new RpcOptions { Timeout = PollTimeout, Retry = false, CancellationToken = cancellationToken };
        var response = await settings.Service.PollActivityTaskQueueAsync(request, options).ConfigureAwait(false);
        return response.TaskToken.IsEmpty ? null : response;
    }

    private void Accept(PollActivityTaskQueueResponse task)
    {
        inFlight.Add();
        var activity = new RunningActivity(task, settings, calls, shutdown.Token);
        running.TryAdd(activity, true);
        _ = settings.Options.ActivityTaskFactory.StartNew(
            static state =>
            {
                var (worker, started) = ((ActivityWorker, RunningActivity))state!;
                return worker.ExecuteAsync(started);
            },
            (this, activity),
            CancellationToken.None,
            TaskCreationOptions.None,
            settings.Options.ActivityTaskFactory.Scheduler ?? TaskScheduler.Default);
    }

    private async Task ExecuteAsync(RunningActivity activity)
    {
        try
        {
            await executor.ExecuteAsync(activity, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            running.TryRemove(activity, out _);
            activity.Dispose();
            slots.Return();
            inFlight.Remove();
        }
    }

    [LoggerMessage(EventId = 1351, Level = LogLevel.Information, Message = "Worker shuts down with {Count} activities running; they may end within {Grace}, then they are cancelled")]
    private partial void LogWaiting(int count, TimeSpan grace);
}
