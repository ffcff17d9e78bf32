using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Client.Transport;

/// <summary>What the connection tries again, and what it does when the server was away.</summary>
public sealed class TransportRetryTests : IAsyncLifetime
{
    private FakeGrpcServer? fake;

    private FakeGrpcServer Server => fake!;

    public async Task InitializeAsync() => fake = await FakeGrpcServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();

    [Theory]
    [InlineData(14, true)]
    [InlineData(13, true)]
    [InlineData(2, true)]
    [InlineData(10, true)]
    [InlineData(11, true)]
    [InlineData(15, true)]
    [InlineData(3, false)]
    [InlineData(5, false)]
    [InlineData(6, false)]
    [InlineData(7, false)]
    [InlineData(9, false)]
    [InlineData(12, false)]
    [InlineData(16, false)]
    public async Task Call_Error_IsRetriedByItsCode(int code, bool isRetried)
    {
        var failures = 2;
        Server.On("DescribeNamespace", call =>
        {
            if (Interlocked.Decrement(ref failures) < 0)
            {
                return call.ReplyAsync(new DescribeNamespaceResponse());
            }

            call.Refuse(code, "not now");
            return Task.CompletedTask;
        });
        var connection = await TemporalConnection.ConnectAsync(new(Server.Address) { RpcRetry = new() { InitialInterval = TimeSpan.FromMilliseconds(1) } });

        async Task CallAsync() => await connection.WorkflowService.DescribeNamespaceAsync(new(), new() { Retry = true });

        if (isRetried)
        {
            await CallAsync();
        }
        else
        {
            Assert.Equal((RpcException.StatusCode)code, (await Assert.ThrowsAsync<RpcException>(CallAsync)).Code);
        }

        Assert.Equal(isRetried ? 3 : 1, Server.CallsOf("DescribeNamespace").Count);
    }

    [Fact]
    public async Task Call_RawWithoutRetry_IsMadeOnce()
    {
        Server.On("DescribeNamespace", call =>
        {
            call.Refuse(14, "not now");
            return Task.CompletedTask;
        });
        var connection = await TemporalConnection.ConnectAsync(new(Server.Address));

        await Assert.ThrowsAsync<RpcException>(() => connection.WorkflowService.DescribeNamespaceAsync(new()));

        Assert.Single(Server.CallsOf("DescribeNamespace"));
    }

    [Fact]
    public async Task StartWorkflow_Retried_KeepsItsRequestId()
    {
        var failures = 2;
        Server.On("StartWorkflowExecution", call =>
        {
            if (Interlocked.Decrement(ref failures) < 0)
            {
                return call.ReplyAsync(new StartWorkflowExecutionResponse { RunId = "run" });
            }

            call.Refuse(14, "not now");
            return Task.CompletedTask;
        });
        var client = await TemporalClient.ConnectAsync(new(Server.Address) { RpcRetry = new() { InitialInterval = TimeSpan.FromMilliseconds(1) } });

        await client.StartWorkflowAsync("Kind", [], new("id", "queue"));

        var ids = Server.CallsOf("StartWorkflowExecution").Select(c => StartWorkflowExecutionRequest.Parser.ParseFrom(c.Message).RequestId).ToList();
        Assert.Equal(3, ids.Count);
        Assert.Single(ids.Distinct());
    }

    [Theory]
    [InlineData(401, RpcException.StatusCode.Unauthenticated)]
    [InlineData(404, RpcException.StatusCode.Unimplemented)]
    [InlineData(503, RpcException.StatusCode.Unavailable)]
    public async Task Call_PlainHttpAnswer_BecomesAStatus(int http, RpcException.StatusCode code)
    {
        Server.On("DescribeNamespace", call =>
        {
            call.AnswerHttp(http);
            return Task.CompletedTask;
        });
        var connection = await TemporalConnection.ConnectAsync(new(Server.Address));

        var error = await Assert.ThrowsAsync<RpcException>(() => connection.WorkflowService.DescribeNamespaceAsync(new()));

        Assert.Equal(code, error.Code);
    }

    [Fact]
    public async Task Call_ConnectionAborted_IsRetried()
    {
        var aborts = 1;
        Server.On("DescribeNamespace", call =>
        {
            if (Interlocked.Decrement(ref aborts) < 0)
            {
                return call.ReplyAsync(new DescribeNamespaceResponse());
            }

            call.Abort();
            return Task.CompletedTask;
        });
        var connection = await TemporalConnection.ConnectAsync(new(Server.Address));

        await connection.WorkflowService.DescribeNamespaceAsync(new(), new() { Retry = true });

        Assert.Equal(2, Server.CallsOf("DescribeNamespace").Count);
    }

    [Fact]
    public async Task Call_ServerWasAway_ReconnectsByItself()
    {
        // A port that no outgoing connection can take while the server is away.
        var port = FreePort.Next();
        await Server.DisposeAsync();
        fake = await FakeGrpcServer.StartAsync(port: port);
        Server.On("DescribeNamespace", call => call.ReplyAsync(new DescribeNamespaceResponse()));
        var connection = await TemporalConnection.ConnectAsync(new(Server.Address) { RpcRetry = new() { MaxElapsedTime = Eventually.Patience, MaxRetries = 0 } });
        await connection.WorkflowService.DescribeNamespaceAsync(new());
        await Server.DisposeAsync();

        var call = connection.WorkflowService.DescribeNamespaceAsync(new(), new() { Retry = true });
        fake = await FakeGrpcServer.StartAsync(port: port);
        Server.On("DescribeNamespace", c => c.ReplyAsync(new DescribeNamespaceResponse()));

        await Eventually.WithinAsync(call);
    }
}
