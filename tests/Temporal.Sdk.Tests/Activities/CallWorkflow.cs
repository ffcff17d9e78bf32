using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Activities;

/// <summary>Calls an activity by name.</summary>
[Workflow]
public sealed class CallWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(string activity, bool flag) => Workflow.ExecuteActivityAsync<string>(
        activity,
        activity == "UntilCancelled" ? [flag] : [],
        new()
        {
            StartToCloseTimeout = TimeSpan.FromMinutes(1),
            HeartbeatTimeout = TimeSpan.FromMinutes(1),
            CancellationType = ActivityCancellationType.WaitCancellationCompleted,
            RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(10), MaximumAttempts = 2 },
        });
}
