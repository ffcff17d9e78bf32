using Google.Protobuf;
using Temporal.Server.Hosting;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Vibe.TestKit;

namespace Temporal.Server.Tests.Faults;

/// <summary>The service gets over what its database does to it, without a restart.</summary>
public sealed class HealingTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private const string Service = "/temporal.api.workflowservice.v1.WorkflowService/";
    private const int Ok = 0;
    private const int InvalidArgument = 3;
    private const int Unavailable = 14;

    [SkippableFact]
    public async Task Database_StoppedAndStartedAgain_IsUsedAgainAndHasAllThatWasAcknowledged()
    {
        database.Require();
        var cluster = await PostgresCluster.StartOwnAsync();
        try
        {
            await using var server = await StartServerAsync(await cluster.CreateDatabaseAsync());
            using var client = new RawClient(server.Address);
            Assert.Equal(Ok, (await StartAsync(client, "w")).Code);
            var refused = new List<string>();
            for (var round = 0; round < 2; round++)
            {
                Assert.Equal(Ok, (await SignalAsync(client, "w", $"before-{round}")).Code);
                await cluster.StopAsync();
                refused.Add(await RefusedSignalAsync(client, $"during-{round}"));
                await cluster.RestartAsync();
                await Eventually.HoldsAsync(async () => (await SignalAsync(client, "w", $"after-{round}", "5S")).Code == Ok);
            }

            var signals = await SignalsAsync(client, "w");
            Assert.Equal(signals.Distinct(), signals);
            Assert.Empty(((string[])["before-0", "after-0", "before-1", "after-1"]).Except(signals));
            Assert.Empty(refused.Intersect(signals));
            Assert.False(server.Failed.IsCompleted);
        }
        finally
        {
            cluster.End();
        }
    }

    [SkippableFact]
    public async Task Write_ThatTheDatabaseRefuses_IsNotAcknowledgedAndTheRestGoesOn()
    {
        database.Require();
        await using var server = await StartServerAsync(database.ConnectionString, "healing");
        using var client = new RawClient(server.Address);
        Assert.Equal(Ok, (await StartAsync(client, "lost")).Code);
        Assert.Equal(Ok, (await StartAsync(client, "kept")).Code);
        Assert.Equal(Ok, (await SignalAsync(client, "kept", "before")).Code);
        await using (var damage = database.DataSource.CreateCommand("delete from healing.open_runs where workflow_id = 'lost'"))
        {
            Assert.Equal(1, await damage.ExecuteNonQueryAsync());
        }

        Assert.Equal(Unavailable, (await SignalAsync(client, "lost", "refused")).Code);

        await Eventually.HoldsAsync(async () => (await SignalAsync(client, "kept", "after")).Code == Ok);
        Assert.Equal(["before", "after"], await SignalsAsync(client, "kept"));
        Assert.Equal(Ok, (await StartAsync(client, "new")).Code);
        var task = await client.CallAsync<PollWorkflowTaskQueueResponse>(
            "PollWorkflowTaskQueue", new PollWorkflowTaskQueueRequest { Namespace = "default", TaskQueue = new TaskQueue { Name = "nobody" } });
        Assert.False(task.TaskToken.IsEmpty);
        Assert.False(server.Failed.IsCompleted);
    }

    [SkippableFact]
    public async Task Database_TakenOverByAnotherServer_EndsThisOne()
    {
        database.Require();
        await using var server = await StartServerAsync(database.ConnectionString, "taken");
        using var client = new RawClient(server.Address);
        Assert.Equal(Ok, (await StartAsync(client, "w")).Code);
        await using (var other = database.DataSource.CreateCommand("update taken.service set epoch = epoch + 1"))
        {
            await other.ExecuteNonQueryAsync();
        }

        Assert.Equal(Unavailable, (await SignalAsync(client, "w", "late")).Code);

        var error = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => Eventually.WithinAsync(server.Failed));
        Assert.Contains("Another Temporal server", error.Message, StringComparison.Ordinal);
        Assert.Equal(Unavailable, (await SignalAsync(client, "w", "later")).Code);
    }

    [SkippableFact]
    public async Task ZeroCharacters_InWhatIsSent_HarmNobody()
    {
        database.Require();
        await using var server = await StartServerAsync(database.ConnectionString, "zero");
        using var client = new RawClient(server.Address);

        Assert.Equal(InvalidArgument, (await StartAsync(client, "w\0")).Code);
        Assert.Equal(InvalidArgument, (await SignalAsync(client, "w\0", "name")).Code);
        var start = Start("w");
        start.SearchAttributes = new SearchAttributes { IndexedFields = { ["Word"] = new Payload { Data = ByteString.CopyFromUtf8("\"a\\u0000b\"") } } };
        start.RequestId = "request\0";
        Assert.Equal(Ok, (await SendAsync(client, "StartWorkflowExecution", start, "20S")).Code);
        Assert.Equal(Ok, (await SignalAsync(client, "w", "name\0")).Code);
        var terminate = new TerminateWorkflowExecutionRequest { Namespace = "default", WorkflowExecution = new WorkflowExecution { WorkflowId = "w" } };
        Assert.Equal(Ok, (await SendAsync(client, "TerminateWorkflowExecution", terminate, "20S")).Code);
        Assert.Equal(Ok, (await StartAsync(client, "other")).Code);
    }

    /// <summary>
    /// Sends signals until one is refused for good. Those before it met the outage when it was not noticed yet: nobody can say of them whether they will be written.
    /// </summary>
    /// <returns>The name of the refused one.</returns>
    private static async Task<string> RefusedSignalAsync(RawClient client, string prefix)
    {
        var attempts = 0;
        await Eventually.HoldsAsync(async () =>
        {
            var code = (await SignalAsync(client, "w", $"{prefix}-{++attempts}", "500m")).Code;
            Assert.NotEqual(Ok, code);
            return attempts > 1 && code == Unavailable;
        });
        return $"{prefix}-{attempts}";
    }

    private static Task<EmbeddedTemporalServer> StartServerAsync(string connectionString, string schema = TemporalStore.DefaultSchema) =>
        EmbeddedTemporalServer.StartAsync(
            new EmbeddedTemporalServerOptions
            {
                Store = TemporalStore.PostgreSql(connectionString, schema),
                SearchAttributes = new Dictionary<string, SearchAttributeKind> { ["Word"] = SearchAttributeKind.Keyword },
            },
            default);

    private static StartWorkflowExecutionRequest Start(string id) => new()
    {
        Namespace = "default",
        WorkflowId = id,
        WorkflowType = new WorkflowType { Name = "waits" },
        TaskQueue = new TaskQueue { Name = "nobody" },
        RequestId = id,
    };

    private static Task<RawAnswer> StartAsync(RawClient client, string id) => SendAsync(client, "StartWorkflowExecution", Start(id), "20S");

    private static Task<RawAnswer> SignalAsync(RawClient client, string id, string name, string timeout = "20S") =>
        SendAsync(
            client,
            "SignalWorkflowExecution",
            new SignalWorkflowExecutionRequest
            {
                Namespace = "default",
                WorkflowExecution = new WorkflowExecution { WorkflowId = id },
                SignalName = name,
                RequestId = name,
            },
            timeout);

    private static Task<RawAnswer> SendAsync(RawClient client, string method, IMessage request, string timeout) =>
        client.SendAsync(Service + method, RawClient.Frame(request.ToByteArray()), headers: ("grpc-timeout", timeout));

    private static async Task<IReadOnlyList<string>> SignalsAsync(RawClient client, string id)
    {
        var history = await client.CallAsync<GetWorkflowExecutionHistoryResponse>(
            "GetWorkflowExecutionHistory",
            new GetWorkflowExecutionHistoryRequest { Namespace = "default", Execution = new WorkflowExecution { WorkflowId = id } });
        return [.. history.History.Events
            .Where(entry => entry.EventType == EventType.WorkflowExecutionSignaled)
            .Select(entry => entry.WorkflowExecutionSignaledEventAttributes.SignalName)];
    }
}
