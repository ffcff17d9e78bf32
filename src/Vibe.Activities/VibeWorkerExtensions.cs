using Temporalio.Extensions.Hosting;
using Vibe.Activities.Artifacts;
using Vibe.Activities.Capacity;
using Vibe.Activities.Generation;
using Vibe.Activities.Requests;
using Vibe.Activities.Reviews;
using Vibe.Activities.Threads;
using Vibe.Workflows.Builds;
using Vibe.Workflows.Capacity;

namespace Vibe.Activities;

/// <summary>Registers what a worker runs.</summary>
public static class VibeWorkerExtensions
{
    /// <summary>Adds every workflow and activity to a worker on <see cref="Workflows.TaskQueues.Builds"/>.</summary>
    public static ITemporalWorkerServiceOptionsBuilder AddVibeBuilds(this ITemporalWorkerServiceOptionsBuilder worker) => worker
        .AddWorkflow<BuildWorkflow>()
        .AddWorkflow<CapacityWorkflow>()
        .AddSingletonActivities<RequestActivities>()
        .AddSingletonActivities<GenerationActivities>()
        .AddSingletonActivities<ReviewActivities>()
        .AddSingletonActivities<ArtifactActivities>()
        .AddSingletonActivities<ThreadActivities>()
        .AddSingletonActivities<LeaseActivities>()
        .AddSingletonActivities<PoolActivities>();
}
