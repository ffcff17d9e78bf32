using Microsoft.Extensions.DependencyInjection;

namespace Temporalio.Extensions.Hosting;

/// <summary>Configures a hosted worker.</summary>
public class TemporalWorkerServiceOptionsBuilder : ITemporalWorkerServiceOptionsBuilder
{
    /// <summary>Creates a builder.</summary>
    /// <param name="taskQueue">Task queue of the worker.</param>
    /// <param name="services">Services that it is registered in.</param>
    public TemporalWorkerServiceOptionsBuilder(string taskQueue, IServiceCollection services)
    {
        TaskQueue = taskQueue;
        Services = services;
    }

    /// <summary>Creates a builder.</summary>
    /// <param name="taskQueue">Task queue of the worker.</param>
    /// <param name="buildId">Has to be null: versioned task routing is not supported.</param>
    /// <param name="services">Services that it is registered in.</param>
    public TemporalWorkerServiceOptionsBuilder(string taskQueue, string? buildId, IServiceCollection services)
        : this(taskQueue, services) => WorkerServiceNames.RefuseBuildId(buildId);

    /// <inheritdoc />
    public string TaskQueue { get; }

    /// <inheritdoc />
    public IServiceCollection Services { get; }

    /// <summary>Name of the worker's options.</summary>
    internal string OptionsName { get; init; } = string.Empty;
}
