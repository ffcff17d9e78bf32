using Temporal.Sdk.Tests.Worker;
using Temporalio.Client;
using Temporalio.Testing;
using Temporalio.Worker;
using Temporalio.Workflows;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Testing;

public sealed class WorkflowEnvironmentTests
{
    [SkippableFact]
    public async Task StartLocalAsync_ExistingProgram_RunsWorkflows()
    {
        Skip.If(RealTools.TemporalCli is null, TemporalDevServer.SkipReason);
        await using var environment = await WorkflowEnvironment.StartLocalAsync(
            new() { TargetHost = $"127.0.0.1:{FreePort.Next()}", DevServerOptions = new() { ExistingPath = RealTools.TemporalCli } });
        Assert.False(environment.SupportsTimeSkipping);
        await EchoesAsync(environment);
    }

    [Fact]
    public async Task StartLocalAsync_NoProgram_RunsWorkflowsOnTheEmbeddedServer()
    {
        await using var environment = await WorkflowEnvironment.StartLocalAsync();
        await EchoesAsync(environment);
    }

    [Fact]
    public async Task StartTimeSkippingAsync_LongTimer_PassesAtOnce()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        var before = await environment.GetCurrentTimeAsync();
        using var worker = new TemporalWorker(environment.Client, new TemporalWorkerOptions("queue").AddWorkflow<SleepsLong>());
        await worker.ExecuteAsync(() => Eventually.WithinAsync(
            environment.Client.ExecuteWorkflowAsync((SleepsLong wf) => wf.RunAsync(), new(id: "wf", taskQueue: "queue"))));
        Assert.InRange(await environment.GetCurrentTimeAsync() - before, TimeSpan.FromDays(30), TimeSpan.FromDays(31));
    }

    [Fact]
    public async Task StartLocalAsync_OptionsOfTheProgramWithoutIt_AreRefused() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => WorkflowEnvironment.StartLocalAsync(new() { UI = true }));

    private static async Task EchoesAsync(WorkflowEnvironment environment)
    {
        using var worker = new TemporalWorker(
            environment.Client, new TemporalWorkerOptions("queue").AddWorkflow<EchoWorkflow>().AddAllActivities(new Echoes()));
        var result = await worker.ExecuteAsync(() => Eventually.WithinAsync(
            environment.Client.ExecuteWorkflowAsync((EchoWorkflow wf) => wf.RunAsync("hi"), new(id: "wf", taskQueue: "queue"))));
        Assert.Equal("echo hi", result);
    }

    [Workflow]
    public sealed class SleepsLong
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.DelayAsync(TimeSpan.FromDays(30));
    }
}
