using Temporalio.Workflows;

namespace Vibe.Benchmarks.Sdk;

/// <summary>Waits for a signal: what a cached run costs.</summary>
[Workflow("waiting")]
public sealed class WaitingWorkflow
{
    private bool isDone;

    [WorkflowRun]
    public Task RunAsync() => Workflow.WaitConditionAsync(() => isDone);

    [WorkflowSignal("finish")]
    public Task FinishAsync()
    {
        isDone = true;
        return Task.CompletedTask;
    }

    [WorkflowQuery("state")]
    public bool State() => isDone;
}
