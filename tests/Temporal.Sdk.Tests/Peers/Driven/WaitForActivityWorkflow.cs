using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Peers.Driven;

/// <summary>Waits for an activity that ends with its cancellation only.</summary>
[Workflow("WaitForActivity")]
public sealed class WaitForActivityWorkflow
{
    [WorkflowQuery]
    public bool IsStarted { get; private set; }

    [WorkflowRun]
    public Task RunAsync()
    {
        IsStarted = true;
        return Workflow.ExecuteActivityAsync(
            () => PeerActivities.BeatAsync(),
            new()
            {
                StartToCloseTimeout = TimeSpan.FromMinutes(1),
                HeartbeatTimeout = TimeSpan.FromSeconds(30),
                CancellationType = ActivityCancellationType.WaitCancellationCompleted,
                RetryPolicy = new() { MaximumAttempts = 1 },
            });
    }
}
