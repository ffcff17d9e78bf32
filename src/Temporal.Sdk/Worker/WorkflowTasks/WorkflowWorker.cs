using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker.Engine;
using Temporalio.Worker.Polling;

namespace Temporalio.Worker.WorkflowTasks;

/// <summary>Polls for workflow tasks, has them handled by the cached runs and tells the server what came of them.</summary>
internal sealed partial class WorkflowWorker : IDisposable
{
    private static readonly TimeSpan PollTimeout = TimeSpan.FromSeconds(70);
    private readonly WorkerSettings settings;
    private readonly WorkflowRunContext context;
    private readonly TaskReporter reporter;
    private readonly RunCache cache;
    private readonly SlotPool slots;
    private readonly InFlight inFlight = new();
    private readonly PollFailures failures;
    private readonly ILogger logger;

    public WorkflowWorker(WorkerSettings settings, WorkflowRunContext context)
    {
        this.settings = settings;
        this.context = context;
        logger = settings.LoggerFactory.CreateLogger<WorkflowWorker>();
        reporter = new TaskReporter(settings, logger);
        cache = new RunCache(settings.Options.MaxCachedWorkflows);
        slots = new SlotPool(settings.WorkflowSlots);
        failures = new PollFailures(settings.Time);
    }

    /// <summary>Runs in memory.</summary>
    public int CachedRuns => cache.Count;

    /// <summary>Polls until told to stop, then finishes the tasks at hand.</summary>
    /// <param name="stopping">No more polls.</param>
    /// <param name="aborting">Cuts open polls off.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        using var registration = stopping.Register(() => reporter.IsTakingMore = false);
        var normal = settings.HasCache
            ? Math.Clamp((int)(settings.WorkflowPolls * settings.Options.NonStickyToStickyPollRatio), 1, settings.WorkflowPolls - 1)
            : settings.WorkflowPolls;
        var pollers = new List<Poller<WorkflowTask>>(settings.WorkflowPolls);
        for (var i = 0; i < settings.WorkflowPolls; i++)
        {
            pollers.Add(new(i < normal ? NormalSource() : StickySource(), slots, failures, logger));
        }

        try
        {
            await PollerGroup.RunAsync(pollers, stopping, aborting).ConfigureAwait(false);
        }
        finally
        {
            await inFlight.DrainAsync().ConfigureAwait(false);
            foreach (var run in cache.Clear())
            {
                run.Evict("The worker shuts down");
            }
        }
    }

    public void Dispose() => slots.Dispose();

    private PollSource<WorkflowTask> NormalSource() =>
        Source("workflow tasks", new TaskQueue { Name = settings.TaskQueue, Kind = TaskQueueKind.Normal });

    private PollSource<WorkflowTask> StickySource() =>
        Source(
            "workflow tasks of cached runs",
            new TaskQueue { Name = settings.StickyQueue, Kind = TaskQueueKind.Sticky, NormalName = settings.TaskQueue });

    private PollSource<WorkflowTask> Source(string name, TaskQueue queue)
    {
        var request = new PollWorkflowTaskQueueRequest
        {
            Namespace = settings.Namespace,
            TaskQueue = queue,
            Identity = settings.Identity,
            WorkerInstanceKey = settings.InstanceKey,
        };
        return new PollSource<WorkflowTask>(name, cancellationToken => PollAsync(request, cancellationToken), Accept);
    }

    private async Task<WorkflowTask?> PollAsync(PollWorkflowTaskQueueRequest request, CancellationToken cancellationToken)
    {
        var options = new RpcOptions { Timeout = PollTimeout, Retry = false, CancellationToken = cancellationToken };
        return WorkflowTask.Of(await settings.Service.PollWorkflowTaskQueueAsync(request, options).ConfigureAwait(false));
    }

    private void Accept(WorkflowTask task)
    {
        inFlight.Add();
        ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Worker.HandleAsync(work.Task), (Worker: this, Task: task), preferLocal: false);
    }

    private async Task HandleAsync(WorkflowTask task)
    {
        var entry = cache.Admit(task, out var dropped);
        Release(dropped);
        if (entry is null)
        {
            return;
        }

        for (var current = task; current is not null;)
        {
            var report = await HandleGuardedAsync(entry, current).ConfigureAwait(false);
            if (report is { IsKept: true, Next: { } next })
            {
                current = next;
                continue;
            }

            Release(1);
            var (waiting, evicted) = cache.GiveBack(entry, report.IsKept);
            Evict(evicted, report.Reason);
            current = waiting;
        }
    }

    /// <summary>Gives back the slots of tasks that are done with.</summary>
    private void Release(int count)
    {
        for (var i = 0; i < count; i++)
        {
            slots.Return();
            inFlight.Remove();
        }
    }

    private void Evict(List<WorkflowRun>? runs, string reason)
    {
        foreach (var run in runs ?? [])
        {
            run.Evict(reason.Length > 0 ? reason : "The cache is full");
        }
    }

    private async Task<TaskReport> HandleGuardedAsync(RunEntry entry, WorkflowTask task)
    {
        try
        {
            return await HandleOneAsync(entry, task).ConfigureAwait(false);
        }
        catch (RpcException e)
        {
            LogTaskLost(e, task.WorkflowId, task.RunId);
            return new TaskReport(IsKept: false, Reason: "The history could not be read");
        }
        catch (Exception e)
        {
            // A fault of this library. The task times out and comes again; other runs must not suffer.
            LogTaskLost(e, task.WorkflowId, task.RunId);
            return new TaskReport(IsKept: false, Reason: e.Message);
        }
    }

    private async Task<TaskReport> HandleOneAsync(RunEntry entry, WorkflowTask task)
    {
        if (entry.Run is { } stale && !stale.Continues(task))
        {
            entry.Run = null;
            stale.Evict("The server's history does not go on where this run is");
        }

        var run = entry.Run ??= new WorkflowRun(context, task.WorkflowId, task.RunId);
        var pages = new ServerHistoryPages(settings, task.Response.WorkflowExecution);
        var outcome = await run.HandleAsync(task, pages, CancellationToken.None).ConfigureAwait(false);
        if (outcome is TaskOutcome.Failed { IsInstanceLost: true })
        {
            run.Abandon();
        }

        return await reporter.ReportAsync(run, task, outcome).ConfigureAwait(false);
    }

    [LoggerMessage(EventId = 1321, Level = LogLevel.Error, Message = "A workflow task of {WorkflowId} {RunId} could not be handled; it will come again")]
    private partial void LogTaskLost(Exception exception, string workflowId, string runId);
}
