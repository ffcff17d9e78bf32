using Temporalio.Extensions.Hosting;
using Vibe.Activities;
using Vibe.Activities.Artifacts;
using Vibe.Activities.Capacity;
using Vibe.Activities.Generation;
using Vibe.Activities.Requests;
using Vibe.Activities.Reviews;
using Vibe.Activities.Threads;
using Vibe.Workflows;
using Vibe.Workflows.Builds;
using Vibe.Workflows.Capacity;

namespace Vibe.Host.Workers;

/// <summary>The role <c>worker</c>: what runs workflows and activities.</summary>
internal static class WorkerServiceCollectionExtensions
{
    /// <summary>Adds the worker of the builds' task queue.</summary>
    public static IServiceCollection AddVibeWorker(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddVibeActivities(configuration);
        services.AddHostedTemporalWorker(TaskQueues.Builds)
            .AddWorkflow<BuildWorkflow>()
            .AddWorkflow<CapacityWorkflow>()
            .AddSingletonActivities<RequestActivities>()
            .AddSingletonActivities<LeaseActivities>()
            .AddSingletonActivities<PoolActivities>()
            .AddSingletonActivities<GenerationActivities>()
            .AddSingletonActivities<ReviewActivities>()
            .AddSingletonActivities<ArtifactActivities>()
            .AddSingletonActivities<ThreadActivities>();
        return services;
    }
}
