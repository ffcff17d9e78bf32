using Google.Protobuf;
using Npgsql;
using Temporal.Server.Hosting;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Vibe.TestKit;

namespace Temporal.Server.Tests.Faults;

/// <summary>The database goes away and comes back.</summary>
public sealed class OutageTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private const string Signal = "/temporal.api.workflowservice.v1.WorkflowService/SignalWorkflowExecution";
    private const string Start = "/temporal.api.workflowservice.v1.WorkflowService/StartWorkflowExecution";

    [SkippableFact]
    public async Task Outage_OfTheDatabase_IsUnavailableAndThenGoesOnWithoutLoss()
    {
        database.Require();
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        await using var wire = new CutProxy(connection.Port);
        connection.Port = wire.Port;
        await using var server = await EmbeddedTemporalServer.StartAsync(
            new EmbeddedTemporalServerOptions { Store = TemporalStore.PostgreSql(connection.ConnectionString, "outage") }, default);
        using var client = new RawClient(server.Address);
        Assert.Equal(0, (await StartAsync(client, "before", null)).Code);

        // The call that meets the cut has no answer in its time, so its caller repeats it; once the cut is noticed, the next ones are told at once to come again.
        wire.Cut();
        Assert.Equal(4, (await SignalAsync(client, "300m")).Code);
        await Eventually.EqualAsync(14, async () => (await StartAsync(client, "during", "300m")).Code);
        wire.Restore();

        await Eventually.TrueAsync(async () => (await SignalAsync(client, "5S")).Code == 0, "the signal is acknowledged");
        foreach (var id in (string[])["during", "after"])
        {
            await Eventually.TrueAsync(async () => (await StartAsync(client, id, "5S")).Code == 0, $"{id} starts");
        }

        var count = await client.CallAsync<CountWorkflowExecutionsResponse>("CountWorkflowExecutions", new CountWorkflowExecutionsRequest { Namespace = "default" });
        Assert.Equal(3, count.Count);
        var history = await client.CallAsync<GetWorkflowExecutionHistoryResponse>(
            "GetWorkflowExecutionHistory",
            new GetWorkflowExecutionHistoryRequest { Namespace = "default", Execution = new WorkflowExecution { WorkflowId = "before" } });
        Assert.Single(history.History.Events, found => found.EventType == EventType.WorkflowExecutionSignaled);
        Assert.False(server.Failed.IsCompleted);
    }

    private static Task<RawAnswer> SignalAsync(RawClient client, string timeout)
    {
        var request = new SignalWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowExecution = new WorkflowExecution { WorkflowId = "before" },
            SignalName = "once",
            RequestId = "once",
        };
        return client.SendAsync(Signal, RawClient.Frame(request.ToByteArray()), headers: ("grpc-timeout", timeout));
    }

    private static Task<RawAnswer> StartAsync(RawClient client, string id, string? timeout)
    {
        var request = new StartWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowId = id,
            WorkflowType = new WorkflowType { Name = "waits" },
            TaskQueue = new TaskQueue { Name = "nobody" },
            RequestId = id,
        };
        return client.SendAsync(Start, RawClient.Frame(request.ToByteArray()), headers: timeout is null ? [] : [("grpc-timeout", timeout)]);
    }
}
