using Temporal.Sdk.Tests.Servers;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporal.Sdk.Tests.Worker;

public sealed class TemporalWorkerTests
{
    [SkippableTheory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task ExecuteAsync_WorkflowWithActivity_Completes(int cached)
    {
        var client = await TemporalBackend.ConnectAsync();
        var queue = $"queue-{Guid.NewGuid()}";
        using var worker = new TemporalWorker(
            client, new TemporalWorkerOptions(queue) { MaxCachedWorkflows = cached }.AddWorkflow<EchoWorkflow>().AddAllActivities(new Echoes()));
        var result = await worker.ExecuteAsync(() => client.ExecuteWorkflowAsync(
            (EchoWorkflow wf) => wf.RunAsync("hi"), new(id: $"wf-{Guid.NewGuid()}", taskQueue: queue)));
        Assert.Equal("echo hi", result);
    }
}
