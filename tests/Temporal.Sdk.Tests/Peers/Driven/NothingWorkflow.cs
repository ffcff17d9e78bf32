using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Peers.Driven;

[Workflow("Nothing")]
public sealed class NothingWorkflow
{
    [WorkflowRun]
    public Task RunAsync() => Task.CompletedTask;
}
