using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Worker.ActivityTasks;
using Temporalio.Worker.WorkflowTasks;

namespace Temporalio.Worker;

/// <summary>Serves workflows and activities of one task queue.</summary>
public partial class TemporalWorker : IDisposable
{
    private readonly WorkerSettings settings;
    private readonly WorkflowWorker? workflows;
    private readonly ActivityWorker? activities;
    private readonly ILogger logger;
    private int isStarted;
    private bool isDisposed;

    /// <summary>Creates a worker. Nothing is polled before it is executed.</summary>
    /// <param name="client">A client of this library.</param>
    /// <param name="options">Options; a copy is kept.</param>
    /// <exception cref="ArgumentException">Options are missing or do not fit together.</exception>
    /// <exception cref="NotSupportedException">Options ask for what this library does not have.</exception>
    public TemporalWorker(IWorkerClient client, TemporalWorkerOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        Options = (TemporalWorkerOptions)options.Clone();
        settings = new WorkerSettings(RequireClient(client), Options);
        logger = settings.LoggerFactory.CreateLogger<TemporalWorker>();
        if (Options.Workflows.Count > 0)
        {
            var registry = new WorkflowRegistry(Options.Workflows, Options.WorkflowFailureExceptionTypes);
            workflows = new WorkflowWorker(settings, new WorkflowInstances(InstanceSettings.Of(settings), registry).ToContext());
        }

        if (Options.Activities.Count > 0)
        {
            activities = new ActivityWorker(settings);
        }
    }

    /// <summary>Frees what the worker holds.</summary>
    ~TemporalWorker() => Dispose(false);

    /// <summary>Options of the worker, as it was created with.</summary>
    public TemporalWorkerOptions Options { get; }

    /// <summary>The client. Setting it moves the worker to another connection; calls under way end on the old one.</summary>
    public IWorkerClient Client
    {
        get => settings.Client;
        set => settings.Client = RequireClient(value);
    }

    /// <summary>Runs in the cache.</summary>
    internal int CachedRuns => workflows?.CachedRuns ?? 0;

    /// <summary>Serves until cancelled, then shuts down: no more polls, tasks at hand are finished.</summary>
    /// <param name="stoppingToken">Ends the worker.</param>
    /// <returns>A task that ends by cancellation, or fails when the server refuses the worker for good.</returns>
    public async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ServeAsync(null, stoppingToken).ConfigureAwait(false);
        stoppingToken.ThrowIfCancellationRequested();
    }

    /// <summary>Serves until a function ends.</summary>
    /// <param name="untilComplete">The function.</param>
    /// <param name="stoppingToken">Ends the worker before.</param>
    /// <returns>A task that ends when the worker has shut down, and fails with what the function failed with.</returns>
    public Task ExecuteAsync(Func<Task> untilComplete, CancellationToken stoppingToken = default) => ExecuteAsync(
        async () =>
        {
            await untilComplete().ConfigureAwait(false);
            return true;
        },
        stoppingToken);

    /// <summary>Serves until a function ends.</summary>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="untilComplete">The function.</param>
    /// <param name="stoppingToken">Ends the worker before.</param>
    /// <returns>What the function returned, when the worker has shut down.</returns>
    public async Task<TResult> ExecuteAsync<TResult>(Func<Task<TResult>> untilComplete, CancellationToken stoppingToken = default)
    {
        ArgumentNullException.ThrowIfNull(untilComplete);
        Task<TResult>? function = null;
        await ServeAsync(() => function = untilComplete(), stoppingToken).ConfigureAwait(false);
        if (function is not { IsCompleted: true })
        {
            throw new OperationCanceledException("The worker was stopped before the function ended", stoppingToken);
        }

        return await function.ConfigureAwait(false);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the worker holds. It must not run any more.</summary>
    /// <param name="disposing">Whether called by <see cref="Dispose()" />.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        if (disposing)
        {
            workflows?.Dispose();
            activities?.Dispose();
        }
    }

    private static ITemporalClient RequireClient(IWorkerClient client) => client as ITemporalClient
        ?? throw new ArgumentException("A worker needs a client of this library: connect one by TemporalClient.ConnectAsync", nameof(client));

    private async Task ServeAsync(Func<Task>? untilComplete, CancellationToken stoppingToken)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (Interlocked.Exchange(ref isStarted, 1) == 1)
        {
            throw new InvalidOperationException("Already started: a worker can be executed once, create another one");
        }

        var session = new WorkerSession(settings, logger);
        await session.PrepareAsync(stoppingToken).ConfigureAwait(false);
        LogStarted(settings.TaskQueue, settings.Namespace, Options.Workflows.Count, Options.Activities.Count);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        using var abort = new CancellationTokenSource();
        Task[] parts =
        [
            workflows?.RunAsync(stop.Token, abort.Token) ?? Task.CompletedTask,
            activities?.RunAsync(stop.Token, abort.Token) ?? Task.CompletedTask,
        ];
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Token.Register(ended.SetResult).ConfigureAwait(false);
        var function = untilComplete?.Invoke() ?? Task.Delay(Timeout.Infinite, stop.Token);
        await Task.WhenAny([ended.Task, function, .. parts.Where(part => !part.IsCompletedSuccessfully)]).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        await session.ShutDownAsync(abort).ConfigureAwait(false);
        await Task.WhenAll(parts).ConfigureAwait(false);
        LogStopped(settings.TaskQueue);
    }

    [LoggerMessage(EventId = 1361, Level = LogLevel.Information, Message = "Worker started on {TaskQueue} in {Namespace} with {Workflows} workflows and {Activities} activities")]
    private partial void LogStarted(string taskQueue, string @namespace, int workflows, int activities);

    [LoggerMessage(EventId = 1362, Level = LogLevel.Information, Message = "Worker on {TaskQueue} has shut down")]
    private partial void LogStopped(string taskQueue);
}
