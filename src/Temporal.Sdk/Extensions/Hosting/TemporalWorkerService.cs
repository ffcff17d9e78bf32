using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>A worker that runs as long as its host.</summary>
public class TemporalWorkerService : BackgroundService
{
    private readonly ITemporalClient? client;
    private readonly TemporalClientConnectOptions? clientOptions;
    private readonly TemporalWorkerOptions workerOptions;

    /// <summary>Creates a worker that connects by its own options.</summary>
    /// <param name="options">Options with <see cref="TemporalWorkerServiceOptions.ClientOptions" />.</param>
    public TemporalWorkerService(TemporalWorkerServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        clientOptions = options.ClientOptions ?? throw new ArgumentException("Client options are required: set ClientOptions", nameof(options));
        workerOptions = options;
    }

    /// <summary>Creates a worker that connects.</summary>
    /// <param name="clientOptions">How to connect.</param>
    /// <param name="workerOptions">Options of the worker.</param>
    public TemporalWorkerService(TemporalClientConnectOptions clientOptions, TemporalWorkerOptions workerOptions)
    {
        this.clientOptions = clientOptions;
        this.workerOptions = workerOptions;
    }

    /// <summary>Creates a worker with a client.</summary>
    /// <param name="client">The client.</param>
    /// <param name="workerOptions">Options of the worker.</param>
    public TemporalWorkerService(ITemporalClient client, TemporalWorkerOptions workerOptions)
    {
        this.client = client;
        this.workerOptions = workerOptions;
    }

    /// <summary>Creates a worker from the host's options.</summary>
    /// <param name="serviceId">Names the worker.</param>
    /// <param name="optionsMonitor">Where its options are.</param>
    /// <param name="existingClient">The host's client, used unless the options say how to connect.</param>
    /// <param name="loggerFactory">The host's logger factory, used unless the options have one.</param>
    /// <exception cref="InvalidOperationException">There is neither a client nor options of one.</exception>
    public TemporalWorkerService(
        TemporalWorkerServiceIdentifier serviceId,
        IOptionsMonitor<TemporalWorkerServiceOptions> optionsMonitor,
        ITemporalClient? existingClient = null,
        ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(serviceId);
        ArgumentNullException.ThrowIfNull(optionsMonitor);
        var options = (TemporalWorkerServiceOptions)optionsMonitor.Get(WorkerServiceNames.Of(serviceId)).Clone();
        options.LoggerFactory ??= loggerFactory;
        workerOptions = options;
        clientOptions = options.ClientOptions;
        client = clientOptions is null ? existingClient : null;
        if (clientOptions is null && client is null)
        {
            throw new InvalidOperationException(
                $"Cannot start the worker of task queue {serviceId.TaskQueue} with no client and no client connect options: register one by AddTemporalClient");
        }

        if (clientOptions is not null && loggerFactory is not null && clientOptions.LoggerFactory is Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory)
        {
            clientOptions.LoggerFactory = loggerFactory;
        }
    }

    /// <summary>Creates a worker from the host's options.</summary>
    /// <param name="taskQueue">Task queue of the worker.</param>
    /// <param name="buildId">Has to be null: versioned task routing is not supported.</param>
    /// <param name="optionsMonitor">Where its options are.</param>
    /// <param name="existingClient">The host's client, used unless the options say how to connect.</param>
    /// <param name="loggerFactory">The host's logger factory, used unless the options have one.</param>
    public TemporalWorkerService(
        string taskQueue,
        string? buildId,
        IOptionsMonitor<TemporalWorkerServiceOptions> optionsMonitor,
        ITemporalClient? existingClient = null,
        ILoggerFactory? loggerFactory = null)
        : this(new TemporalWorkerServiceIdentifier(taskQueue, buildId, buildId is not null), optionsMonitor, existingClient, loggerFactory) =>
        WorkerServiceNames.RefuseBuildId(buildId);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var connected = client ?? await TemporalClient.ConnectAsync(
            clientOptions ?? throw new InvalidOperationException("No client and no client connect options")).ConfigureAwait(false);
        using var worker = new TemporalWorker(connected, workerOptions);
        await worker.ExecuteAsync(stoppingToken).ConfigureAwait(false);
    }
}
