using Temporalio.Workflows;

namespace Vibe.Benchmarks.Sdk;

/// <summary>One activity.</summary>
[Workflow("one")]
public sealed class OneActivityWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(string text) => Workflow.ExecuteActivityAsync(
        () => BenchActivities.Echo(text), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
}
