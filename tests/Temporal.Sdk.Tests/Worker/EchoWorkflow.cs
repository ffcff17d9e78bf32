using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Worker;

/// <summary>One activity.</summary>
[Workflow]
public sealed class EchoWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(string text) => Workflow.ExecuteActivityAsync(
        () => Echoes.EchoAsync(text), new() { StartToCloseTimeout = TimeSpan.FromSeconds(30) });
}
