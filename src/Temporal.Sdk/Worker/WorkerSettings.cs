using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Worker.Engine;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>What a running worker works with: its options, resolved and checked.</summary>
internal sealed class WorkerSettings
{
    public WorkerSettings(ITemporalClient client, TemporalWorkerOptions options)
    {
        Client = client;
        Options = options;
        Namespace = client.Options.Namespace;
        TaskQueue = options.TaskQueue ?? throw new ArgumentException("Task queue is required: set TemporalWorkerOptions.TaskQueue", nameof(options));
        Identity = options.Identity ?? client.Connection.Options.Identity ?? $"{Environment.ProcessId}@{Environment.MachineName}";
        StickyQueue = $"{Identity}-{Guid.NewGuid():N}";
        LoggerFactory = options.LoggerFactory ?? client.Options.LoggerFactory;
        WorkflowSlots = Slots(options.Tuner?.WorkflowTaskSlotSupplier, options.MaxConcurrentWorkflowTasks);
        ActivitySlots = Slots(options.Tuner?.ActivityTaskSlotSupplier, options.MaxConcurrentActivities);
        WorkflowPolls = Polls(options.WorkflowTaskPollerBehavior, options.MaxConcurrentWorkflowTaskPolls);
        ActivityPolls = Polls(options.ActivityTaskPollerBehavior, options.MaxConcurrentActivityTaskPolls);
        Interceptors = [.. (client.Options.Interceptors ?? []).OfType<IWorkerInterceptor>(), .. options.Interceptors ?? []];
        Check();
    }

    public ITemporalClient Client { get; set; }

    public WorkflowService Service => Client.Connection.WorkflowService;

    public TemporalWorkerOptions Options { get; }

    public string Namespace { get; }

    public string TaskQueue { get; }

    public string Identity { get; }

    /// <summary>Queue for tasks of runs that this worker has cached.</summary>
    public string StickyQueue { get; }

    /// <summary>Names this worker among those of its process.</summary>
    public string InstanceKey { get; } = Guid.NewGuid().ToString();

    public ILoggerFactory LoggerFactory { get; }

    public IReadOnlyList<IWorkerInterceptor> Interceptors { get; }

    public int WorkflowSlots { get; }

    public int ActivitySlots { get; }

    public int WorkflowPolls { get; }

    public int ActivityPolls { get; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public bool HasCache => Options.MaxCachedWorkflows > 0;

    /// <summary>Whether open polls end by themselves once the server knows of the shutdown.</summary>
    public bool PollsEndOnShutdown { get; set; }

    public PayloadCodecPass? Codec => Client.Options.DataConverter.PayloadCodec is { } codec ? new PayloadCodecPass(codec) : null;

    private static int Polls(PollerBehavior? behavior, int maximum) =>
        behavior is PollerBehavior.SimpleMaximum simple ? simple.Maximum : maximum;

    private static int Slots(SlotSupplier? supplier, int? maximum) =>
        supplier is FixedSizeSlotSupplier fixedSize ? fixedSize.SlotCount : maximum ?? 100;

    private void Check()
    {
        if (Options.Workflows.Count == 0 && Options.Activities.Count == 0)
        {
            throw new ArgumentException("Must have at least one workflow or activity: add one to the worker's options");
        }

        if (Options.Tuner is not null
            && (Options.MaxConcurrentWorkflowTasks ?? Options.MaxConcurrentActivities ?? Options.MaxConcurrentLocalActivities) is not null)
        {
            throw new ArgumentException("Cannot set both Tuner and any of the MaxConcurrent options: choose one");
        }

        if (Options.DeploymentOptions is { UseWorkerVersioning: true })
        {
            throw new NotSupportedException("Worker versioning is not supported: set WorkerDeploymentOptions.UseWorkerVersioning to false");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(Options.MaxCachedWorkflows);
        ArgumentOutOfRangeException.ThrowIfLessThan(WorkflowSlots, 1, nameof(Options.MaxConcurrentWorkflowTasks));
        ArgumentOutOfRangeException.ThrowIfLessThan(ActivitySlots, 1, nameof(Options.MaxConcurrentActivities));
        ArgumentOutOfRangeException.ThrowIfLessThan(WorkflowPolls, 1, nameof(Options.MaxConcurrentWorkflowTaskPolls));
        ArgumentOutOfRangeException.ThrowIfLessThan(ActivityPolls, 1, nameof(Options.MaxConcurrentActivityTaskPolls));
        if (HasCache && Options.Workflows.Count > 0 && (WorkflowPolls < 2 || WorkflowSlots < 2))
        {
            throw new ArgumentException(
                "A worker that caches workflows polls two queues and needs at least 2 workflow task polls and slots: raise them or set MaxCachedWorkflows to 0");
        }
    }
}
