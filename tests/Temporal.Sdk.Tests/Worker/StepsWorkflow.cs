using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Worker;

/// <summary>Counts, waits at a gate, counts again. No activity is tried twice within a minute, and that at the gate only as often as it is told.</summary>
[Workflow]
public sealed class StepsWorkflow
{
    private static readonly ActivityOptions Once = new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) };

    [WorkflowRun]
    public async Task<string> RunAsync(int gateAttempts)
    {
        await Workflow.ExecuteActivityAsync((Gates gates) => gates.CountAsync("first"), Once);
        var result = await Workflow.ExecuteActivityAsync(
            (Gates gates) => gates.WaitAsync("gate"), new() { StartToCloseTimeout = Once.StartToCloseTimeout, RetryPolicy = new() { MaximumAttempts = gateAttempts } });
        await Workflow.ExecuteActivityAsync((Gates gates) => gates.CountAsync("last"), Once);
        return result;
    }
}
