using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Client.Transport;

public sealed class TransportTests : IAsyncLifetime
{
    private FakeGrpcServer? fake;

    private FakeGrpcServer Server => fake!;

    public async Task InitializeAsync() => fake = await FakeGrpcServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();

    [Fact]
    public async Task Connect_WrongAddress_NamesIt()
    {
        var port = FreePort.Next();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TemporalClient.ConnectAsync(new($"127.0.0.1:{port}")));

        Assert.Contains($"127.0.0.1:{port}", error.Message, StringComparison.Ordinal);
        Assert.Equal(RpcException.StatusCode.Unavailable, Assert.IsType<RpcException>(error.InnerException).Code);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("http://localhost:7233")]
    [InlineData("localhost:7233/path")]
    [InlineData("")]
    public void CreateLazy_BadTarget_SaysTheForm(string target)
    {
        var error = Assert.Throws<ArgumentException>(() => TemporalClient.CreateLazy(new(target)));

        Assert.Contains("localhost:7233", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_ServerWithoutSystemInfo_IsConnected()
    {
        Server.On("GetSystemInfo", call =>
        {
            call.Refuse(12, "unknown method GetSystemInfo for service temporal.api.workflowservice.v1.WorkflowService");
            return Task.CompletedTask;
        });

        var connection = await TemporalConnection.ConnectAsync(new(Server.Address));

        Assert.True(connection.IsConnected);
    }

    [Fact]
    public async Task Connect_Lazy_ConnectsWithTheFirstCallOnce()
    {
        Server.On("DescribeNamespace", call => call.ReplyAsync(new DescribeNamespaceResponse()));
        var connection = TemporalConnection.CreateLazy(new(Server.Address));
        Assert.False(connection.IsConnected);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => connection.WorkflowService.DescribeNamespaceAsync(new())));

        Assert.True(connection.IsConnected);
        Assert.Single(Server.CallsOf("GetSystemInfo"));
    }

    [Fact]
    public async Task Call_Headers_AreThoseOfTheProtocol()
    {
        Server.On("DescribeNamespace", call => call.ReplyAsync(new DescribeNamespaceResponse()));
        var connection = await TemporalConnection.ConnectAsync(new(Server.Address)
        {
            RpcMetadata = [new("from-connection", "a"), new("in-both", "connection")],
            RpcBinaryMetadata = [new("raw-bin", [1, 2])],
            Tls = new() { Disabled = true },
            ApiKey = "secret",
        });

        await connection.WorkflowService.DescribeNamespaceAsync(
            new() { Namespace = "the-namespace" }, new() { Metadata = [new("in-both", "call")], Timeout = TimeSpan.FromSeconds(100) });

        var headers = Server.CallsOf("DescribeNamespace").Single().Headers;
        Assert.Equal("application/grpc", headers["content-type"]);
        Assert.Equal("trailers", headers["te"]);
        Assert.Equal("100000m", headers["grpc-timeout"]);
        Assert.Equal("temporal-dotnet", headers["client-name"]);
        Assert.Equal("the-namespace", headers["temporal-namespace"]);
        Assert.Equal("Bearer secret", headers["authorization"]);
        Assert.Equal(("a", "call", "AQI"), (headers["from-connection"], headers["in-both"], headers["raw-bin"]));
    }

    [Fact]
    public async Task Call_HeadersChanged_TakesTheNewOnes()
    {
        Server.On("DescribeNamespace", call => call.ReplyAsync(new DescribeNamespaceResponse()));
        var connection = await TemporalConnection.ConnectAsync(new(Server.Address) { Tls = new() { Disabled = true }, ApiKey = "old" });

        connection.ApiKey = "new";
        connection.RpcMetadata = [new("later", "yes")];
        await connection.WorkflowService.DescribeNamespaceAsync(new());

        var headers = Server.CallsOf("DescribeNamespace").Single().Headers;
        Assert.Equal(("Bearer new", "yes"), (headers["authorization"], headers["later"]));
    }

    [Fact]
    public void CreateLazy_TextHeaderWithBinaryName_IsRefused() =>
        Assert.Throws<ArgumentException>(() => TemporalConnection.CreateLazy(new("localhost:1") { RpcMetadata = [new("x-bin", "text")] }));

    [Fact]
    public async Task Call_ErrorWithDetails_IsDecodedWhereverItStands()
    {
        var status = new GrpcStatus
        {
            Code = 6,
            Message = "exists",
            Details = { Any.Pack(new WorkflowExecutionAlreadyStartedFailure { RunId = "the-run" }) },
        };
        var unpadded = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
        Server.On("StartWorkflowExecution", call => call.RefuseLateAsync(6, "exists: Grüße 100 %", unpadded));
        Server.On("SignalWorkflowExecution", call =>
        {
            call.Refuse(6, "early", unpadded);
            return Task.CompletedTask;
        });
        var connection = await TemporalConnection.ConnectAsync(new(Server.Address));

        var late = await Assert.ThrowsAsync<RpcException>(() => connection.WorkflowService.StartWorkflowExecutionAsync(new()));
        var early = await Assert.ThrowsAsync<RpcException>(() => connection.WorkflowService.SignalWorkflowExecutionAsync(new()));

        Assert.Equal((RpcException.StatusCode.AlreadyExists, "exists: Grüße 100 %"), (late.Code, late.Message));
        Assert.Equal("early", early.Message);
        foreach (var error in (RpcException[])[late, early])
        {
            Assert.True(error.GrpcStatus.Value!.Details.Single().TryUnpack<WorkflowExecutionAlreadyStartedFailure>(out var failure));
            Assert.Equal("the-run", failure.RunId);
        }
    }

    [Fact]
    public async Task StartWorkflow_AlreadyStarted_ThrowsWithTheRun()
    {
        var status = new GrpcStatus { Code = 6, Message = "exists", Details = { Any.Pack(new WorkflowExecutionAlreadyStartedFailure { RunId = "the-run" }) } };
        Server.On("StartWorkflowExecution", call => call.RefuseLateAsync(6, "exists", Convert.ToBase64String(status.ToByteArray())));
        var client = await TemporalClient.ConnectAsync(new(Server.Address));

        var error = await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(() => client.StartWorkflowAsync("Kind", [], new("the-id", "queue")));

        Assert.Equal(("the-id", "Kind", "the-run"), (error.WorkflowId, error.WorkflowType, error.RunId));
    }

    [Fact]
    public async Task Call_LargeMessages_AreCompressedBothWays()
    {
        var text = new string('x', 200_000);
        Server.On("DescribeNamespace", call => call.ReplyCompressedAsync(
            new DescribeNamespaceResponse { NamespaceInfo = new() { Description = DescribeNamespaceRequest.Parser.ParseFrom(call.Message).Namespace } }));
        var connection = await TemporalConnection.ConnectAsync(new(Server.Address));

        var response = await connection.WorkflowService.DescribeNamespaceAsync(new() { Id = "small" });
        var large = await connection.WorkflowService.DescribeNamespaceAsync(new() { Id = text });

        Assert.Equal(string.Empty, response.NamespaceInfo.Description);
        Assert.NotNull(large);
        var calls = Server.CallsOf("DescribeNamespace");
        Assert.Equal((false, true), (calls[0].IsCompressed, calls[1].IsCompressed));
        Assert.Equal(text, DescribeNamespaceRequest.Parser.ParseFrom(calls[1].Message).Id);
        Assert.Equal("gzip", calls[1].Headers["grpc-encoding"]);
    }

    [Fact]
    public async Task Call_ServerThatCannotGunzip_IsAskedPlainFromThenOn()
    {
        Server.On("DescribeNamespace", call =>
        {
            if (!call.IsCompressed)
            {
                return call.ReplyAsync(new DescribeNamespaceResponse());
            }

            call.Refuse(12, "grpc: Decompressor is not installed for grpc-encoding \"gzip\"");
            return Task.CompletedTask;
        });
        var connection = await TemporalConnection.ConnectAsync(new(Server.Address));
        var request = new DescribeNamespaceRequest { Id = new string('x', 100_000) };

        await connection.WorkflowService.DescribeNamespaceAsync(request);
        await connection.WorkflowService.DescribeNamespaceAsync(request);

        Assert.Equal([true, false, false], Server.CallsOf("DescribeNamespace").Select(c => c.IsCompressed));
    }

    [Fact]
    public async Task Call_MessageOverTheLimit_IsRefusedUnread()
    {
        Server.On("DescribeNamespace", call => call.AnnounceAsync(129 * 1024 * 1024));
        var connection = await TemporalConnection.ConnectAsync(new(Server.Address));

        var error = await Assert.ThrowsAsync<RpcException>(() => connection.WorkflowService.DescribeNamespaceAsync(new(), new() { Retry = true }));

        Assert.Equal(RpcException.StatusCode.ResourceExhausted, error.Code);
        Assert.Contains("larger than max", error.Message, StringComparison.Ordinal);
        Assert.Single(Server.CallsOf("DescribeNamespace"));
    }

    [Fact]
    public async Task Call_LargeAnswer_IsReadWhole()
    {
        var response = new DescribeNamespaceResponse { NamespaceInfo = new() { Description = new string('y', 5_000_000) } };
        Server.On("DescribeNamespace", call => call.ReplyAsync(response));
        var connection = await TemporalConnection.ConnectAsync(new(Server.Address));

        Assert.Equal(response, await connection.WorkflowService.DescribeNamespaceAsync(new()));
    }

    [Fact]
    public async Task Call_Timeout_IsDeadlineExceeded()
    {
        Server.On("DescribeNamespace", call => Task.Delay(Timeout.Infinite, call.Aborted));
        var connection = await TemporalConnection.ConnectAsync(new(Server.Address));

        var error = await Assert.ThrowsAsync<RpcException>(
            () => connection.WorkflowService.DescribeNamespaceAsync(new(), new() { Timeout = TimeSpan.FromMilliseconds(200) }));

        Assert.Equal(RpcException.StatusCode.DeadlineExceeded, error.Code);
        Assert.Contains("DescribeNamespace", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_Cancelled_ThrowsForTheCallersToken()
    {
        var arrived = new TaskCompletionSource();
        var aborted = new TaskCompletionSource();
        Server.On("PollWorkflowTaskQueue", async call =>
        {
            call.Aborted.Register(() => aborted.TrySetResult());
            arrived.SetResult();
            await aborted.Task;
        });
        var connection = await TemporalConnection.ConnectAsync(new(Server.Address));
        using var source = new CancellationTokenSource();

        var poll = connection.WorkflowService.PollWorkflowTaskQueueAsync(new(), new() { CancellationToken = source.Token });
        await Eventually.WithinAsync(arrived.Task);
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        Assert.Equal(source.Token, error.CancellationToken);
        await Eventually.WithinAsync(aborted.Task);
    }

    [Fact]
    public async Task Polls_Many_LeaveTheirStreamsToShortCalls()
    {
        var release = new TaskCompletionSource();
        Server.On("PollActivityTaskQueue", async call =>
        {
            await release.Task;
            await call.ReplyAsync(new PollActivityTaskQueueResponse());
        });
        Server.On("DescribeNamespace", call => call.ReplyAsync(new DescribeNamespaceResponse()));
        var connection = await TemporalConnection.ConnectAsync(new(Server.Address));

        // More than the 100 streams that a connection has.
        var polls = Enumerable.Range(0, 250).Select(_ => connection.WorkflowService.PollActivityTaskQueueAsync(new())).ToList();
        await Eventually.TrueAsync(() => Server.CallsOf("PollActivityTaskQueue").Count >= 250, "all polls are open at once");
        await connection.WorkflowService.DescribeNamespaceAsync(new());
        release.SetResult();
        await Eventually.WithinAsync(Task.WhenAll(polls));

        var pollConnections = Server.CallsOf("PollActivityTaskQueue").Select(c => c.ConnectionId).ToHashSet();
        Assert.DoesNotContain(Server.CallsOf("DescribeNamespace").Single().ConnectionId, pollConnections);
    }

    [Fact]
    public async Task CheckHealth_Service_AsksForIt()
    {
        Server.On("Check", call => call.ReplyAsync(new Grpc.Health.V1.HealthCheckResponse { Status = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus.Serving }));
        var connection = await TemporalConnection.ConnectAsync(new(Server.Address));

        Assert.True(await connection.CheckHealthAsync());
        Assert.True(await connection.CheckHealthAsync(connection.OperatorService));

        Assert.Equal(
            ["temporal.api.workflowservice.v1.WorkflowService", "temporal.api.operatorservice.v1.OperatorService"],
            Server.CallsOf("Check").Select(c => Grpc.Health.V1.HealthCheckRequest.Parser.ParseFrom(c.Message).Service));
    }
}
