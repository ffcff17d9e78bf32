using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Peers.Driven;

[Workflow("WaitForCancel")]
public sealed class WaitForCancelWorkflow
{
    [WorkflowRun]
    public Task RunAsync() => Workflow.WaitConditionAsync(() => false);
}
