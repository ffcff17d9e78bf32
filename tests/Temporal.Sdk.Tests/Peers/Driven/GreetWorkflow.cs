using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Peers.Driven;

[Workflow("Greet")]
public sealed class GreetWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(string name) => Task.FromResult($"Hello, {name}!");
}
