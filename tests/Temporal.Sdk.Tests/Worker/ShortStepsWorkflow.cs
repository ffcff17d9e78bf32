using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Worker;

/// <summary>Counts, waits at a gate, counts again. An activity of which nothing is heard is tried again after a given time.</summary>
[Workflow]
public sealed class ShortStepsWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(TimeSpan whenNothingIsHeard)
    {
        var options = new ActivityOptions { StartToCloseTimeout = whenNothingIsHeard };
        await Workflow.ExecuteActivityAsync((Gates gates) => gates.CountAsync("first"), options);
        var result = await Workflow.ExecuteActivityAsync((Gates gates) => gates.WaitAsync("gate"), options);
        await Workflow.ExecuteActivityAsync((Gates gates) => gates.CountAsync("last"), options);
        return result;
    }
}
