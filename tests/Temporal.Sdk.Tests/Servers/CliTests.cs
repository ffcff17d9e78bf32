using System.Text.Json;
using Temporal.Sdk.Tests.Peers.Driven;
using Temporalio.Worker;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Servers;

/// <summary>The official command line does its work on the service.</summary>
public sealed class CliTests(TemporalServerFixture server) : IClassFixture<TemporalServerFixture>
{
    private readonly string queue = TemporalServerFixture.NewName("cli");

    [SkippableFact]
    public async Task Workflow_StartSignalQueryUpdateResult_AreDone()
    {
        await WithWorkerAsync(async () =>
        {
            var id = TemporalServerFixture.NewName("cli");
            await CliAsync("workflow", "start", "--type", "Sum", "--task-queue", queue, "--workflow-id", id, "--input", "10");
            await CliTextAsync("workflow", "signal", "--workflow-id", id, "--name", "Add", "--input", "5");
            var total = await CliAsync("workflow", "query", "--workflow-id", id, "--type", "Total");
            var update = await CliAsync("workflow", "update", "execute", "--workflow-id", id, "--name", "Set", "--input", "100");
            var started = await CliAsync("workflow", "update", "start", "--workflow-id", id, "--name", "SetLater", "--input", "200", "--update-id", "later", "--wait-for-stage", "accepted");
            var later = await CliAsync("workflow", "update", "result", "--workflow-id", id, "--update-id", "later");
            var rejected = await Assert.ThrowsAsync<InvalidOperationException>(
                () => CliAsync("workflow", "update", "execute", "--workflow-id", id, "--name", "Set", "--input", "-1"));
            await CliTextAsync("workflow", "signal", "--workflow-id", id, "--name", "Finish");
            var result = await CliAsync("workflow", "result", "--workflow-id", id);

            Assert.Contains("15", total.ToString(), StringComparison.Ordinal);
            Assert.Contains("15", update.ToString(), StringComparison.Ordinal);
            Assert.Contains("later", started.ToString(), StringComparison.Ordinal);
            Assert.Contains("200", later.ToString(), StringComparison.Ordinal);
            Assert.Contains("must not be negative", rejected.Message, StringComparison.Ordinal);
            Assert.Equal(200, result.GetProperty("result").GetInt32());
        });
    }

    [SkippableFact]
    public async Task Workflow_DescribeShowListCount_TellOfIt()
    {
        server.Require();
        var tag = TemporalServerFixture.NewName("tag");
        await WithWorkerAsync(async () =>
        {
            await CliAsync("workflow", "execute", "--type", "Greet", "--task-queue", queue, "--workflow-id", $"{tag}-1", "--input", "\"you\"", "--search-attribute", $"TestKeyword=\"{tag}\"", "--memo", "note=\"kept\"");
            await CliAsync("workflow", "start", "--type", "Sum", "--task-queue", queue, "--workflow-id", $"{tag}-2", "--input", "1", "--search-attribute", $"TestKeyword=\"{tag}\"");
            await Eventually.PassesAsync(async () =>
            {
                var list = await CliAsync("workflow", "list", "--query", $"TestKeyword = '{tag}'");
                Assert.Equal(2, list.GetArrayLength());
                var count = await CliTextAsync("workflow", "count", "--query", $"TestKeyword = '{tag}' AND ExecutionStatus = 'Running'");
                Assert.Contains("1", count, StringComparison.Ordinal);
            });
            var description = await CliAsync("workflow", "describe", "--workflow-id", $"{tag}-1");
            var text = await CliTextAsync("workflow", "describe", "--workflow-id", $"{tag}-2");
            var history = await CliAsync("workflow", "show", "--workflow-id", $"{tag}-1");

            Assert.Equal("WORKFLOW_EXECUTION_STATUS_COMPLETED", description.GetProperty("workflowExecutionInfo").GetProperty("status").GetString());
            Assert.Contains("Sum", text, StringComparison.Ordinal);
            Assert.Equal("EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED", history.GetProperty("events").EnumerateArray().Last().GetProperty("eventType").GetString());
        });
        await CliTextAsync("workflow", "terminate", "--workflow-id", $"{tag}-2");
    }

    [SkippableFact]
    public async Task Workflow_CancelAndTerminate_EndIt()
    {
        await WithWorkerAsync(async () =>
        {
            var (cancelled, terminated) = (TemporalServerFixture.NewName("cli"), TemporalServerFixture.NewName("cli"));
            await CliAsync("workflow", "start", "--type", "WaitForCancel", "--task-queue", queue, "--workflow-id", cancelled);
            await CliAsync("workflow", "start", "--type", "WaitForCancel", "--task-queue", queue, "--workflow-id", terminated);
            await CliTextAsync("workflow", "cancel", "--workflow-id", cancelled);
            await CliTextAsync("workflow", "terminate", "--workflow-id", terminated, "--reason", "enough");

            await Eventually.EqualAsync("WORKFLOW_EXECUTION_STATUS_CANCELED", () => StatusAsync(cancelled));
            Assert.Equal("WORKFLOW_EXECUTION_STATUS_TERMINATED", await StatusAsync(terminated));
        });
    }

    [SkippableFact]
    public async Task Operator_NamespacesAndSearchAttributes_AreMadeListedAndRemoved()
    {
        server.Require();
        var space = TemporalServerFixture.NewName("space");
        var attribute = $"Cli{Guid.NewGuid():N}";
        await CliTextAsync("operator", "namespace", "create", "--namespace", space, "--retention", "72h", "--description", "made by a test");
        await Eventually.PassesAsync(async () =>
            Assert.Contains(space, await TryAsync("operator", "namespace", "list"), StringComparison.Ordinal));
        await CliTextAsync("operator", "namespace", "update", "--namespace", space, "--description", "changed");
        var described = await Eventually.ValueAsync(
            async () => await TryAsync("operator", "namespace", "describe", "--namespace", space) is { } text && text.Contains("changed", StringComparison.Ordinal) ? text : null, "it is changed");
        await CliTextAsync("operator", "search-attribute", "create", "--name", attribute, "--type", "Keyword");
        await Eventually.PassesAsync(async () =>
            Assert.Contains(attribute, await CliTextAsync("operator", "search-attribute", "list"), StringComparison.Ordinal));
        await CliTextAsync("operator", "search-attribute", "remove", "--name", attribute, "--yes");

        Assert.Contains("72h", described, StringComparison.Ordinal);
        await Eventually.PassesAsync(async () =>
            Assert.DoesNotContain(attribute, await CliTextAsync("operator", "search-attribute", "list"), StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Operator_ClusterAndTaskQueue_AreDescribed()
    {
        await WithWorkerAsync(async () =>
        {
            var health = await CliTextAsync("operator", "cluster", "health");
            await CliTextAsync("operator", "cluster", "describe");
            await CliTextAsync("operator", "cluster", "system");
            Assert.Contains("SERVING", health, StringComparison.Ordinal);
            await Eventually.PassesAsync(async () =>
            {
                var described = await CliTextAsync("task-queue", "describe", "--task-queue", queue);
                Assert.Contains(server.Client.Connection.Options.Identity!, described, StringComparison.Ordinal);
            });
        });
    }

    private async Task WithWorkerAsync(Func<Task> test)
    {
        server.Require();
        Skip.If(RealTools.TemporalCli is null, TemporalDevServer.SkipReason);
        var options = new TemporalWorkerOptions(queue).AddWorkflow<SumWorkflow>().AddWorkflow<GreetWorkflow>().AddWorkflow<WaitForCancelWorkflow>();
        using var worker = new TemporalWorker(server.Client, options);
        await worker.ExecuteAsync(test);
    }

    private async Task<string?> StatusAsync(string id) =>
        (await CliAsync("workflow", "describe", "--workflow-id", id)).GetProperty("workflowExecutionInfo").GetProperty("status").GetString();

    private async Task<JsonElement> CliAsync(params string[] arguments) =>
        JsonSerializer.Deserialize<JsonElement>(await server.CliAsync([.. arguments, "--output", "json"]));

    private Task<string> CliTextAsync(params string[] arguments) => server.CliAsync(arguments);

    // A namespace takes a while to be known everywhere on a real server.
    private async Task<string> TryAsync(params string[] arguments)
    {
        try
        {
            return await server.CliAsync(arguments);
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }
}
