using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Hosting;

/// <summary>Has somebody greeted.</summary>
[Workflow]
public sealed class GreetWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(string name) => Workflow.ExecuteActivityAsync(
        (ScopedGreeter greeter) => greeter.Greet(name), new() { StartToCloseTimeout = TimeSpan.FromSeconds(30) });
}
