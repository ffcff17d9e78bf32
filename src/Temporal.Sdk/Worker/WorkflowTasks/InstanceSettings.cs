using Microsoft.Extensions.Logging;
using Temporalio.Converters;
using Temporalio.Worker.Engine;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker.WorkflowTasks;

/// <summary>What workflow instances are made with, by a worker or by a replay.</summary>
internal sealed record InstanceSettings
{
    public required string Namespace { get; init; }

    public required string TaskQueue { get; init; }

    public required DataConverter DataConverter { get; init; }

    public required ILoggerFactory LoggerFactory { get; init; }

    public IReadOnlyCollection<IWorkerInterceptor> Interceptors { get; init; } = [];

    public IReadOnlyCollection<Type> FailureExceptionTypes { get; init; } = [];

    public WorkflowStackTrace StackTrace { get; init; }

    public Func<PatchActivationInput, bool>? PatchActivationCallback { get; init; }

    /// <summary>Whether instances say that they are of the task queue in their history.</summary>
    public bool TakesTaskQueueOfHistory { get; init; }

    public PayloadCodecPass? Codec => DataConverter.PayloadCodec is { } codec ? new PayloadCodecPass(codec) : null;

    public static InstanceSettings Of(WorkerSettings settings) => new()
    {
        Namespace = settings.Namespace,
        TaskQueue = settings.TaskQueue,
        DataConverter = settings.Client.Options.DataConverter,
        LoggerFactory = settings.LoggerFactory,
        Interceptors = settings.Interceptors,
        FailureExceptionTypes = settings.Options.WorkflowFailureExceptionTypes ?? [],
        StackTrace = settings.Options.WorkflowStackTrace,
        PatchActivationCallback = settings.Options.PatchActivationCallback,
    };

    public static InstanceSettings Of(WorkflowReplayerOptions options) => new()
    {
        Namespace = options.Namespace,
        TaskQueue = options.TaskQueue,
        DataConverter = options.DataConverter,
        LoggerFactory = options.LoggerFactory,
        Interceptors = options.Interceptors ?? [],
        FailureExceptionTypes = options.WorkflowFailureExceptionTypes ?? [],
        TakesTaskQueueOfHistory = true,
    };
}
