using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Worker;

/// <summary>Counts, waits at a gate, counts again. An activity of which nothing is heard is tried again after a short while.</summary>
[Workflow]
public sealed class ShortStepsWorkflow
{
    private static readonly ActivityOptions Short = new() { StartToCloseTimeout = TimeSpan.FromSeconds(2) };

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        await Workflow.ExecuteActivityAsync((Gates gates) => gates.CountAsync("first"), Short);
        var result = await Workflow.ExecuteActivityAsync((Gates gates) => gates.WaitAsync("gate"), Short);
        await Workflow.ExecuteActivityAsync((Gates gates) => gates.CountAsync("last"), Short);
        return result;
    }
}
