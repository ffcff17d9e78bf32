using System.IO.Compression;
using Google.Protobuf;
using Temporal.Server.Grpc;
using Temporal.Server.Hosting;
using Temporalio.Api.Common.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Vibe.TestKit;

namespace Temporal.Server.Tests.Grpc;

public sealed class GrpcDispatcherTests : IAsyncLifetime
{
    private const string Service = "/temporal.api.workflowservice.v1.WorkflowService/";
    private const string Echo = Service + "SignalWorkflowExecution";
    private const string Wait = Service + "PollWorkflowTaskQueue";
    private const string Break = Service + "QueryWorkflow";
    private const string Refuse = Service + "StartWorkflowExecution";

    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _notDelivered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EmbeddedTemporalServer? _server;
    private RawClient? _client;

    private RawClient Client => _client ?? throw new InvalidOperationException("The test has not begun.");

    public async Task InitializeAsync()
    {
        var engine = new FakeEngine(
            RpcMethod.Of<SignalWorkflowExecutionRequest, CountWorkflowExecutionsResponse>(
                RpcMethod.WorkflowService, "SignalWorkflowExecution", (request, _) => Task.FromResult(new CountWorkflowExecutionsResponse { Count = request.CalculateSize() })),
            RpcMethod.Of<PollWorkflowTaskQueueRequest, PollWorkflowTaskQueueResponse>(RpcMethod.WorkflowService, "PollWorkflowTaskQueue", WaitAsync),
            RpcMethod.Of<QueryWorkflowRequest, QueryWorkflowResponse>(
                RpcMethod.WorkflowService, "QueryWorkflow", (_, _) => throw new InvalidDataException("it broke")),
            RpcMethod.Of<StartWorkflowExecutionRequest, StartWorkflowExecutionResponse>(RpcMethod.WorkflowService, "StartWorkflowExecution", RefuseAsync));
        _server = await EmbeddedTemporalServer.StartAsync(new EmbeddedTemporalServerOptions { EngineFactory = _ => engine }, default);
        _client = new RawClient(_server.Address);
    }

    public async Task DisposeAsync()
    {
        _client?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Call_Correct_IsAnsweredWithTrailers()
    {
        var request = new SignalWorkflowExecutionRequest { SignalName = "x" };

        var response = await Client.CallAsync<CountWorkflowExecutionsResponse>("SignalWorkflowExecution", request);

        Assert.Equal(request.CalculateSize(), response.Count);
    }

    [Fact]
    public async Task Call_OfManyMegabytesInFrames_Arrives()
    {
        var request = new SignalWorkflowExecutionRequest { Input = Payload(4_000_000) };

        var response = await Client.CallAsync<CountWorkflowExecutionsResponse>("SignalWorkflowExecution", request);

        Assert.Equal(request.CalculateSize(), response.Count);
    }

    [Fact]
    public async Task Call_Gzipped_IsUnpacked()
    {
        var request = new SignalWorkflowExecutionRequest { Input = Payload(100_000) };

        var answer = await Client.SendAsync(Echo, RawClient.Frame(Gzip(request.ToByteArray()), flag: 1), headers: ("grpc-encoding", "gzip"));

        Assert.Equal(0, answer.Code);
        Assert.Equal(request.CalculateSize(), CountWorkflowExecutionsResponse.Parser.ParseFrom(answer.Payload).Count);
    }

    [Fact]
    public async Task Call_LargerThanFourMegabytes_IsExhausted()
    {
        var body = RawClient.Frame(new SignalWorkflowExecutionRequest { Input = Payload(5_000_000) }.ToByteArray());

        var answer = await Client.SendAsync(Echo, body);

        Assert.Equal((8, $"grpc: received message larger than max ({body.Length - 5} vs. 4194304)"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task Call_ThatUnpacksToMoreThanFourMegabytes_IsExhausted()
    {
        var bomb = Gzip(new byte[64 * 1024 * 1024]);

        var answer = await Client.SendAsync(Echo, RawClient.Frame(bomb, flag: 1), headers: ("grpc-encoding", "gzip"));

        Assert.Equal(8, answer.Code);
    }

    [Theory]
    [InlineData("/temporal.api.workflowservice.v1.WorkflowService/Nope", "unknown method Nope for service temporal.api.workflowservice.v1.WorkflowService")]
    [InlineData("/some.Service/Nope", "unknown service some.Service")]
    [InlineData("/", "malformed method name: \"/\"")]
    public async Task Call_ToUnknownMethod_IsUnimplemented(string path, string message)
    {
        var answer = await Client.SendAsync(path, RawClient.Frame([]));

        Assert.Equal((200, 12, message), (answer.HttpStatus, answer.Code, answer.Message));
    }

    [Fact]
    public async Task Call_OfWrongContentType_IsRefused()
    {
        var answer = await Client.SendAsync(Echo, RawClient.Frame([]), contentType: "application/json");

        Assert.Equal((415, 3, "invalid gRPC request content-type \"application/json\""), (answer.HttpStatus, answer.Code, answer.Message));
    }

    [Fact]
    public async Task Call_ByGet_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Echo);

        var answer = await Client.SendAsync(request);

        Assert.Equal((405, 13), (answer.HttpStatus, answer.Code));
    }

    [Theory]
    [InlineData(new byte[] { }, 13)]
    [InlineData(new byte[] { 0, 0 }, 13)]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 }, 13)]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, 13)]
    [InlineData(new byte[] { 7, 0, 0, 0, 0 }, 13)]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 }, 13)]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 0xFF, 0xFF }, 13)]
    [InlineData(new byte[] { 0, 0xFF, 0xFF, 0xFF, 0xFF }, 8)]
    public async Task Call_Malformed_IsRefusedAndTheServerStaysUp(byte[] body, int code)
    {
        var answer = await Client.SendAsync(Echo, body);

        Assert.Equal(code, answer.Code);
        var next = await Client.CallAsync<CountWorkflowExecutionsResponse>("SignalWorkflowExecution", new SignalWorkflowExecutionRequest());
        Assert.Equal(0, next.Count);
    }

    [Theory]
    [InlineData("deflate", 12)]
    [InlineData("gzip", 13)]
    public async Task Call_WithBytesThatDoNotUnpack_IsRefused(string encoding, int code)
    {
        var answer = await Client.SendAsync(Echo, RawClient.Frame([1, 2, 3], flag: 1), headers: ("grpc-encoding", encoding));

        Assert.Equal(code, answer.Code);
    }

    [Fact]
    public async Task Call_PastItsDeadline_EndsWithDeadlineExceeded()
    {
        var answer = await Client.SendAsync(Wait, RawClient.Frame([]), headers: ("grpc-timeout", "50m"));

        Assert.Equal((4, "context deadline exceeded"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task Call_WithWrongDeadline_IsRefused()
    {
        var answer = await Client.SendAsync(Wait, RawClient.Frame([]), headers: ("grpc-timeout", "soon"));

        Assert.Equal((400, 13), (answer.HttpStatus, answer.Code));
    }

    [Fact]
    public async Task Call_CutByTheCaller_IsCancelledAndReportedNotDelivered()
    {
        using var caller = new CancellationTokenSource();
        var call = Client.SendAsync(Wait, RawClient.Frame([]), cancellationToken: caller.Token);
        await Eventually.WithinAsync(_entered.Task);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Eventually.WithinAsync(_cancelled.Task);
        await Eventually.WithinAsync(_notDelivered.Task);
    }

    [Fact]
    public async Task Call_ThatThrows_IsInternalAndTheServerStaysUp()
    {
        var answer = await Client.SendAsync(Break, RawClient.Frame([]));

        Assert.Equal((13, "it broke"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task Call_Refused_CarriesMessageAndDetail()
    {
        var answer = await Client.SendAsync(Refuse, RawClient.Frame([]));

        Assert.Equal(6, answer.Code);
        Assert.Equal("running: caf%C3%A9 100%25", answer.Message);
        var status = Assert.IsType<GrpcStatus>(answer.Status);
        Assert.Equal((6, "running: café 100%"), (status.Code, status.Message));
        Assert.Equal("r1", Assert.Single(status.Details).Unpack<WorkflowExecutionAlreadyStartedFailure>().RunId);
    }

    [Fact]
    public async Task Stop_WhileCallsWait_EndsThem()
    {
        var call = Client.SendAsync(Wait, RawClient.Frame([]));
        await Eventually.WithinAsync(_entered.Task);

        await (_server ?? throw new InvalidOperationException()).DisposeAsync();

        Assert.Equal(14, (await call).Code);
    }

    private async Task<PollWorkflowTaskQueueResponse> WaitAsync(PollWorkflowTaskQueueRequest request, RpcContext context)
    {
        context.OnNotDelivered(() => _notDelivered.TrySetResult());
        _entered.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, context.Cancelled);
        }
        finally
        {
            _cancelled.TrySetResult();
        }

        return new PollWorkflowTaskQueueResponse();
    }

    private static Task<StartWorkflowExecutionResponse> RefuseAsync(StartWorkflowExecutionRequest request, RpcContext context) =>
        throw new ServiceException(GrpcCode.AlreadyExists, "running: café 100%", new WorkflowExecutionAlreadyStartedFailure { RunId = "r1" });

    private static Payloads Payload(int size) => new() { Payloads_ = { new Payload { Data = ByteString.CopyFrom(new byte[size]) } } };

    private static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }
}
