using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Temporalio.Extensions.Hosting;

/// <summary>What a hosted worker serves.</summary>
public static class TemporalWorkerServiceOptionsBuilderExtensions
{
    /// <summary>Registers a scoped type and serves its activities: a new instance per activity.</summary>
    /// <typeparam name="T">Type with activities.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddScopedActivities<T>(this ITemporalWorkerServiceOptionsBuilder builder) =>
        builder.AddScopedActivities(typeof(T));

    /// <summary>Registers a scoped type and serves its activities: a new instance per activity.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">Type with activities.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddScopedActivities(this ITemporalWorkerServiceOptionsBuilder builder, Type type)
    {
        builder.Services.TryAddScoped(type);
        return builder.ApplyTemporalActivities(type);
    }

    /// <summary>Registers a singleton type and serves its activities.</summary>
    /// <typeparam name="T">Type with activities.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddSingletonActivities<T>(this ITemporalWorkerServiceOptionsBuilder builder) =>
        builder.AddSingletonActivities(typeof(T));

    /// <summary>Registers a singleton type and serves its activities.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">Type with activities.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddSingletonActivities(this ITemporalWorkerServiceOptionsBuilder builder, Type type)
    {
        builder.Services.TryAddSingleton(type);
        return builder.ApplyTemporalActivities(type);
    }

    /// <summary>Registers a transient type and serves its activities.</summary>
    /// <typeparam name="T">Type with activities.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddTransientActivities<T>(this ITemporalWorkerServiceOptionsBuilder builder) =>
        builder.AddTransientActivities(typeof(T));

    /// <summary>Registers a transient type and serves its activities.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">Type with activities.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddTransientActivities(this ITemporalWorkerServiceOptionsBuilder builder, Type type)
    {
        builder.Services.TryAddTransient(type);
        return builder.ApplyTemporalActivities(type);
    }

    /// <summary>Serves the static activities of a type.</summary>
    /// <typeparam name="T">Type with activities.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddStaticActivities<T>(this ITemporalWorkerServiceOptionsBuilder builder) =>
        builder.AddStaticActivities(typeof(T));

    /// <summary>Serves the static activities of a type.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">Type with activities.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddStaticActivities(this ITemporalWorkerServiceOptionsBuilder builder, Type type) =>
        builder.ConfigureOptions(options => options.AddAllActivities(type, null));

    /// <summary>Serves the activities of an instance.</summary>
    /// <typeparam name="T">Type with activities.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="instance">The instance.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddActivitiesInstance<T>(this ITemporalWorkerServiceOptionsBuilder builder, T instance) =>
        builder.AddActivitiesInstance(typeof(T), instance!);

    /// <summary>Serves the activities of an instance.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">Type with activities.</param>
    /// <param name="instance">The instance.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddActivitiesInstance(
        this ITemporalWorkerServiceOptionsBuilder builder, Type type, object instance) =>
        builder.ConfigureOptions(options => options.AddAllActivities(type, instance));

    /// <summary>Serves the activities of a type that is registered already.</summary>
    /// <typeparam name="T">Type with activities.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder ApplyTemporalActivities<T>(this ITemporalWorkerServiceOptionsBuilder builder) =>
        builder.ApplyTemporalActivities(typeof(T));

    /// <summary>Serves the activities of a type that is registered already.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">Type with activities.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder ApplyTemporalActivities(this ITemporalWorkerServiceOptionsBuilder builder, Type type)
    {
        builder.ConfigureOptions().Configure<IServiceProvider>((options, provider) =>
        {
            foreach (var definition in provider.CreateTemporalActivityDefinitions(type))
            {
                options.AddActivity(definition);
            }
        });
        return builder;
    }

    /// <summary>Serves a workflow.</summary>
    /// <typeparam name="T">Workflow type.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddWorkflow<T>(this ITemporalWorkerServiceOptionsBuilder builder) => builder.AddWorkflow(typeof(T));

    /// <summary>Serves a workflow.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">Workflow type.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddWorkflow(this ITemporalWorkerServiceOptionsBuilder builder, Type type) =>
        builder.ConfigureOptions(options => options.AddWorkflow(type));

    /// <summary>Gives access to the worker's options.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="disallowDuplicates">Whether to fail if the options were configured before.</param>
    /// <returns>The builder of the options.</returns>
    /// <exception cref="InvalidOperationException">There is a worker of this task queue and version already.</exception>
    public static OptionsBuilder<TemporalWorkerServiceOptions> ConfigureOptions(
        this ITemporalWorkerServiceOptionsBuilder builder, bool disallowDuplicates = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = WorkerServiceNames.Of(builder);
        if (disallowDuplicates && builder.Services.Any(service =>
            service is { IsKeyedService: false, ImplementationInstance: ConfigureNamedOptions<TemporalWorkerServiceOptions> named } && named.Name == name))
        {
            throw new InvalidOperationException($"Worker service for task queue '{builder.TaskQueue}' is already registered: give the second one another task queue or version");
        }

        return builder.Services.AddOptions<TemporalWorkerServiceOptions>(name);
    }

    /// <summary>Changes the worker's options.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes them.</param>
    /// <param name="disallowDuplicates">Whether to fail if the options were configured before.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder ConfigureOptions(
        this ITemporalWorkerServiceOptionsBuilder builder, Action<TemporalWorkerServiceOptions> configure, bool disallowDuplicates = false)
    {
        builder.ConfigureOptions(disallowDuplicates).Configure(configure);
        return builder;
    }
}
