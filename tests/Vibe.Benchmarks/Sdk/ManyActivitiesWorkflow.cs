using Temporalio.Workflows;

namespace Vibe.Benchmarks.Sdk;

/// <summary>Many activities at once.</summary>
[Workflow("many")]
public sealed class ManyActivitiesWorkflow
{
    [WorkflowRun]
    public Task RunAsync(int count) => Workflow.WhenAllAsync(Enumerable.Range(0, count).Select(_ =>
        Workflow.ExecuteActivityAsync(() => BenchActivities.Echo("x"), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) })));
}
