using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Temporalio.Client;
using Temporalio.Extensions.Hosting;
using Temporalio.Worker;

// Where the official package has it, so that it is found without a using.
#pragma warning disable IDE0130
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Registers Temporal clients and workers.</summary>
public static class TemporalHostingServiceCollectionExtensions
{
    /// <summary>Registers a worker that uses the host's client, unless its options say how to connect.</summary>
    /// <param name="services">The services.</param>
    /// <param name="taskQueue">Task queue to serve.</param>
    /// <param name="deploymentOptions">Deployment of the worker.</param>
    /// <returns>A builder for what it serves.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddHostedTemporalWorker(
        this IServiceCollection services, string taskQueue, WorkerDeploymentOptions? deploymentOptions = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(taskQueue);
        var id = new TemporalWorkerServiceIdentifier(taskQueue, WorkerServiceNames.VersionOf(deploymentOptions), VersionIsBuildId: false);
        var builder = new TemporalWorkerServiceOptionsBuilder(taskQueue, services) { OptionsName = WorkerServiceNames.Of(id) };
        builder.ConfigureOptions(
            options =>
            {
                options.TaskQueue = taskQueue;
                options.DeploymentOptions = deploymentOptions;
            },
            disallowDuplicates: true);
        services.AddSingleton<IHostedService>(provider => new TemporalWorkerService(
            id,
            provider.GetRequiredService<IOptionsMonitor<TemporalWorkerServiceOptions>>(),
            provider.GetService<ITemporalClient>(),
            provider.GetService<ILoggerFactory>()));
        return builder;
    }

    /// <summary>Registers a worker that connects by itself.</summary>
    /// <param name="services">The services.</param>
    /// <param name="clientTargetHost">Address, host:port.</param>
    /// <param name="clientNamespace">Namespace.</param>
    /// <param name="taskQueue">Task queue to serve.</param>
    /// <param name="deploymentOptions">Deployment of the worker.</param>
    /// <returns>A builder for what it serves.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddHostedTemporalWorker(
        this IServiceCollection services,
        string clientTargetHost,
        string clientNamespace,
        string taskQueue,
        WorkerDeploymentOptions? deploymentOptions = null) =>
        services.AddHostedTemporalWorker(taskQueue, deploymentOptions).ConfigureOptions(options =>
            options.ClientOptions = new TemporalClientConnectOptions(clientTargetHost) { Namespace = clientNamespace });

    /// <summary>Workers by build id are not supported.</summary>
    /// <param name="services">The services.</param>
    /// <param name="taskQueue">Task queue to serve.</param>
    /// <param name="buildId">Build id.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="NotSupportedException">Always: use the overload without a build id.</exception>
    public static ITemporalWorkerServiceOptionsBuilder AddHostedTemporalWorker(this IServiceCollection services, string taskQueue, string buildId)
    {
        ArgumentNullException.ThrowIfNull(buildId);
        WorkerServiceNames.RefuseBuildId(buildId);
        return services.AddHostedTemporalWorker(taskQueue);
    }

    /// <summary>Workers by build id are not supported.</summary>
    /// <param name="services">The services.</param>
    /// <param name="clientTargetHost">Address, host:port.</param>
    /// <param name="clientNamespace">Namespace.</param>
    /// <param name="taskQueue">Task queue to serve.</param>
    /// <param name="buildId">Build id.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="NotSupportedException">Always: use the overload without a build id.</exception>
    public static ITemporalWorkerServiceOptionsBuilder AddHostedTemporalWorker(
        this IServiceCollection services, string clientTargetHost, string clientNamespace, string taskQueue, string buildId)
    {
        ArgumentNullException.ThrowIfNull(buildId);
        WorkerServiceNames.RefuseBuildId(buildId);
        return services.AddHostedTemporalWorker(clientTargetHost, clientNamespace, taskQueue);
    }

    /// <summary>Registers a client that connects when it is first used.</summary>
    /// <param name="services">The services.</param>
    /// <param name="clientTargetHost">Address, host:port.</param>
    /// <param name="clientNamespace">Namespace.</param>
    /// <returns>A builder for its options.</returns>
    public static OptionsBuilder<TemporalClientConnectOptions> AddTemporalClient(
        this IServiceCollection services, string? clientTargetHost = null, string? clientNamespace = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<ITemporalClient>(provider =>
            TemporalClient.CreateLazy(provider.GetRequiredService<IOptions<TemporalClientConnectOptions>>().Value));
        return services.AddOptions<TemporalClientConnectOptions>().Configure<IServiceProvider>((options, provider) =>
        {
            options.TargetHost = clientTargetHost ?? options.TargetHost;
            options.Namespace = clientNamespace ?? options.Namespace;
            if (options.LoggerFactory is NullLoggerFactory && provider.GetService<ILoggerFactory>() is { } loggerFactory)
            {
                options.LoggerFactory = loggerFactory;
            }
        });
    }

    /// <summary>Registers a client that connects when it is first used.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configureClient">Sets its options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddTemporalClient(this IServiceCollection services, Action<TemporalClientConnectOptions> configureClient)
    {
        services.AddTemporalClient().Configure(configureClient);
        return services;
    }
}
