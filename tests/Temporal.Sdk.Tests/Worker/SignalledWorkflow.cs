using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Worker;

/// <summary>Counts, waits for a signal, counts again.</summary>
[Workflow]
public sealed class SignalledWorkflow
{
    private static readonly ActivityOptions Once = new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) };
    private bool isTold;

    [WorkflowRun]
    public async Task RunAsync()
    {
        await Workflow.ExecuteActivityAsync((Gates gates) => gates.CountAsync("first"), Once);
        await Workflow.WaitConditionAsync(() => isTold);
        await Workflow.ExecuteActivityAsync((Gates gates) => gates.CountAsync("last"), Once);
    }

    [WorkflowSignal]
    public Task GoOnAsync()
    {
        isTold = true;
        return Task.CompletedTask;
    }
}
