using Temporalio.Common;
using Temporalio.Workflows;

namespace Vibe.Workflows.Capacity;

/// <summary>How long the activities of a pool may take and how they are tried again.</summary>
public static class PoolActivityOptions
{
    /// <summary>For publishing the line: tried until it works.</summary>
    public static ActivityOptions Publish => new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(20),
        RetryPolicy = Forever,
    };

    /// <summary>For the watch, which runs as long as there are owners; a worker that falls silent is replaced within seconds. Its attempts leave no events.</summary>
    public static ActivityOptions Watch => new()
    {
        StartToCloseTimeout = TimeSpan.FromHours(1),
        HeartbeatTimeout = TimeSpan.FromSeconds(10),
        RetryPolicy = Forever,
        CancellationType = ActivityCancellationType.Abandon,
    };

    private static RetryPolicy Forever => new() { InitialInterval = TimeSpan.FromMilliseconds(500), BackoffCoefficient = 2, MaximumInterval = TimeSpan.FromSeconds(10) };
}
