using Google.Protobuf;
using Temporal.Sdk.Tests.Client.Transport;
using Temporal.Sdk.Tests.Converters;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Client.Interceptors;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Priority = Temporalio.Common.Priority;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporal.Sdk.Tests.Client;

/// <summary>What the client sends, and what it makes of answers, against a server whose answers the test writes.</summary>
public sealed class TemporalClientTests : IAsyncLifetime
{
    private FakeGrpcServer? fake;

    private FakeGrpcServer Server => fake!;

    public async Task InitializeAsync() => fake = (await FakeGrpcServer.StartAsync())
        .On("StartWorkflowExecution", call => call.ReplyAsync(new StartWorkflowExecutionResponse { RunId = "run", Started = true }))
        .On("SignalWithStartWorkflowExecution", call => call.ReplyAsync(new SignalWithStartWorkflowExecutionResponse { RunId = "run" }));

    public async Task DisposeAsync() => await Server.DisposeAsync();

    [Fact]
    public async Task StartWorkflow_Options_AreAllSent()
    {
        var client = await TemporalClient.ConnectAsync(new(Server.Address) { Namespace = "ns", Identity = "me" });

        var handle = await client.StartWorkflowAsync("Kind", ["one", 2], FullOptions());

        var request = Sent<StartWorkflowExecutionRequest>("StartWorkflowExecution");
        Assert.Equal(("ns", "me", "id", "Kind", "queue"), (request.Namespace, request.Identity, request.WorkflowId, request.WorkflowType.Name, request.TaskQueue.Name));
        Assert.Equal(["\"one\"", "2"], request.Input.Payloads_.Select(p => p.Data.ToStringUtf8()));
        Assert.Equal((1, 2, 3, 4), (request.WorkflowExecutionTimeout.Seconds, request.WorkflowRunTimeout.Seconds, request.WorkflowTaskTimeout.Seconds, request.WorkflowStartDelay.Seconds));
        Assert.Equal((WorkflowIdReusePolicy.RejectDuplicate, WorkflowIdConflictPolicy.UseExisting), (request.WorkflowIdReusePolicy, request.WorkflowIdConflictPolicy));
        Assert.Equal((3, 1.5, "Fatal"), (request.RetryPolicy.MaximumAttempts, request.RetryPolicy.BackoffCoefficient, request.RetryPolicy.NonRetryableErrorTypes.Single()));
        Assert.Equal(("\"value\"", "\"word\""), (request.Memo.Fields["note"].Data.ToStringUtf8(), request.SearchAttributes.IndexedFields["K"].Data.ToStringUtf8()));
        Assert.Equal(("\"summary\"", "\"details\""), (request.UserMetadata.Summary.Data.ToStringUtf8(), request.UserMetadata.Details.Data.ToStringUtf8()));
        Assert.Equal((2, "key", 1.5f), (request.Priority.PriorityKey, request.Priority.FairnessKey, request.Priority.FairnessWeight));
        Assert.True(Guid.TryParse(request.RequestId, out _));
        Assert.Equal(("id", null, "run", "run"), (handle.Id, handle.RunId, handle.ResultRunId, handle.FirstExecutionRunId));
    }

    [Fact]
    public async Task StartWorkflow_WithSignal_IsOneCall()
    {
        var client = await TemporalClient.ConnectAsync(new(Server.Address));
        var options = FullOptions();
        options.SignalWithStart("Hello", [5]);

        var handle = await client.StartWorkflowAsync("Kind", [], options);

        var request = Sent<SignalWithStartWorkflowExecutionRequest>("SignalWithStartWorkflowExecution");
        Assert.Equal(("Hello", "5", "id"), (request.SignalName, request.SignalInput.Payloads_.Single().Data.ToStringUtf8(), request.WorkflowId));
        Assert.Equal("run", handle.ResultRunId);
        Assert.Empty(Server.CallsOf("StartWorkflowExecution"));
    }

    [Fact]
    public async Task StartWorkflow_WithoutIdOrQueue_SaysWhatIsMissing()
    {
        var client = TemporalClient.CreateLazy(new(Server.Address));

        var noId = await Assert.ThrowsAsync<ArgumentException>(() => client.StartWorkflowAsync("Kind", [], new() { TaskQueue = "q" }));
        var noQueue = await Assert.ThrowsAsync<ArgumentException>(() => client.StartWorkflowAsync("Kind", [], new() { Id = "id" }));

        Assert.Contains("Id", noId.Message, StringComparison.Ordinal);
        Assert.Contains("TaskQueue", noQueue.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartWorkflow_Codec_EncodesAllButSearchAttributes()
    {
        var client = await TemporalClient.ConnectAsync(new(Server.Address)
        {
            DataConverter = DataConverter.Default with { PayloadCodec = new XorCodec() },
            Interceptors = [new HeaderInterceptor()],
        });

        await client.StartWorkflowAsync("Kind", ["secret"], FullOptions());

        var request = Sent<StartWorkflowExecutionRequest>("StartWorkflowExecution");
        Payload[] encoded = [request.Input.Payloads_[0], request.Memo.Fields["note"], request.UserMetadata.Summary, request.Header.Fields["trace"]];
        Assert.All(encoded, p => Assert.Equal("binary/xor", p.Metadata["encoding"].ToStringUtf8()));
        Assert.Equal("\"word\"", request.SearchAttributes.IndexedFields["K"].Data.ToStringUtf8());
    }

    [Fact]
    public async Task Interceptors_Several_FirstIsOutermost()
    {
        var order = new List<string>();
        var client = await TemporalClient.ConnectAsync(new(Server.Address) { Interceptors = [new RecordingInterceptor("a", order), new RecordingInterceptor("b", order)] });

        await client.StartWorkflowAsync("Kind", [], new("id", "queue"));

        Assert.Equal(["a in", "b in", "b out", "a out"], order);
    }

    [Fact]
    public async Task StartUpdate_NotYetAccepted_AsksAgainUntilItIs()
    {
        var answers = 0;
        Server.On("UpdateWorkflowExecution", call => call.ReplyAsync(new UpdateWorkflowExecutionResponse
        {
            Stage = ++answers < 3 ? UpdateWorkflowExecutionLifecycleStage.Admitted : UpdateWorkflowExecutionLifecycleStage.Accepted,
            UpdateRef = new() { WorkflowExecution = new() { WorkflowId = "id", RunId = "the-run" }, UpdateId = "u" },
        }));
        Server.On("PollWorkflowExecutionUpdate", call => call.ReplyAsync(new PollWorkflowExecutionUpdateResponse
        {
            Outcome = Server.CallsOf("PollWorkflowExecutionUpdate").Count < 2 ? null : new() { Success = new() { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayload(7) } } },
        }));
        var client = await TemporalClient.ConnectAsync(new(Server.Address));

        var update = await client.GetWorkflowHandle("id").StartUpdateAsync<int>("Do", [], new("u", WorkflowUpdateStage.Accepted));

        Assert.Equal(7, await update.GetResultAsync());
        Assert.Equal(3, Server.CallsOf("UpdateWorkflowExecution").Count);
        Assert.Equal("the-run", update.WorkflowRunId);
        Assert.Single(Server.CallsOf("UpdateWorkflowExecution").Select(c => UpdateWorkflowExecutionRequest.Parser.ParseFrom(c.Message).Request.Meta.UpdateId).Distinct());
    }

    [Theory]
    [InlineData(WorkflowUpdateStage.None)]
    [InlineData(WorkflowUpdateStage.Admitted)]
    public async Task StartUpdate_StageThatCannotBeWaitedFor_IsRefused(WorkflowUpdateStage stage)
    {
        var client = TemporalClient.CreateLazy(new(Server.Address));

        var error = await Assert.ThrowsAsync<ArgumentException>(() => client.GetWorkflowHandle("id").StartUpdateAsync("Do", [], new(stage)));

        Assert.Contains("Accepted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExecuteUpdate_CallTimesOut_SaysThatTheUpdateGoesOn()
    {
        Server.On("UpdateWorkflowExecution", call => Task.Delay(Timeout.Infinite, call.Aborted));
        var client = await TemporalClient.ConnectAsync(new(Server.Address));

        var error = await Assert.ThrowsAsync<WorkflowUpdateRpcTimeoutOrCanceledException>(
            () => client.GetWorkflowHandle("id").ExecuteUpdateAsync("Do", [], new() { Rpc = new() { Timeout = TimeSpan.FromMilliseconds(100) } }));

        Assert.Equal(RpcException.StatusCode.DeadlineExceeded, Assert.IsType<RpcException>(error.InnerException).Code);
    }

    [Fact]
    public async Task ListWorkflows_Pages_AreFollowedUpToTheLimit()
    {
        Server.On("ListWorkflowExecutions", call =>
        {
            var page = ListWorkflowExecutionsRequest.Parser.ParseFrom(call.Message).NextPageToken.Length;
            return call.ReplyAsync(new ListWorkflowExecutionsResponse
            {
                Executions = { Execution($"{page}-a"), Execution($"{page}-b") },
                NextPageToken = page < 5 ? ByteString.CopyFrom(new byte[page + 1]) : ByteString.Empty,
            });
        });
        var client = await TemporalClient.ConnectAsync(new(Server.Address));

        var three = await client.ListWorkflowsAsync("Query", new() { Limit = 3 }).Select(w => w.Id).ToListAsync();
        var all = await client.ListWorkflowsAsync("Query").CountAsync();

        Assert.Equal(["0-a", "0-b", "1-a"], three);
        Assert.Equal(12, all);
    }

    [Fact]
    public async Task CountWorkflows_Groups_HaveTheirValues()
    {
        var status = DataConverter.Default.PayloadConverter.ToPayload("Completed");
        var number = DataConverter.Default.PayloadConverter.ToPayload(5);
        number.Metadata["type"] = ByteString.CopyFromUtf8("Int");
        Server.On("CountWorkflowExecutions", call => call.ReplyAsync(new CountWorkflowExecutionsResponse
        {
            Count = 7,
            Groups = { new CountWorkflowExecutionsResponse.Types.AggregationGroup { Count = 3, GroupValues = { status, number } } },
        }));
        var client = await TemporalClient.ConnectAsync(new(Server.Address));

        var count = await client.CountWorkflowsAsync("GROUP BY ExecutionStatus");

        Assert.Equal(7, count.Count);
        Assert.Equal(["Completed", 5L], count.Groups.Single().GroupValues);
    }

    [Fact]
    public async Task FetchHistory_Pages_AreJoined()
    {
        Server.On("GetWorkflowExecutionHistory", call =>
        {
            var page = GetWorkflowExecutionHistoryRequest.Parser.ParseFrom(call.Message).NextPageToken.Length;
            return call.ReplyAsync(new GetWorkflowExecutionHistoryResponse
            {
                History = new() { Events = { new Temporalio.Api.History.V1.HistoryEvent { EventId = page + 1 } } },
                NextPageToken = page < 2 ? ByteString.CopyFrom(new byte[page + 1]) : ByteString.Empty,
            });
        });
        var client = await TemporalClient.ConnectAsync(new(Server.Address));

        var history = await client.GetWorkflowHandle("id").FetchHistoryAsync();

        Assert.Equal([1, 2, 3], history.Events.Select(e => e.EventId));
        Assert.Equal("id", history.Id);
    }

    private static WorkflowOptions FullOptions() => new("id", "queue")
    {
        ExecutionTimeout = TimeSpan.FromSeconds(1),
        RunTimeout = TimeSpan.FromSeconds(2),
        TaskTimeout = TimeSpan.FromSeconds(3),
        StartDelay = TimeSpan.FromSeconds(4),
        IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate,
        IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting,
        RetryPolicy = new RetryPolicy { MaximumAttempts = 3, BackoffCoefficient = 1.5f, NonRetryableErrorTypes = ["Fatal"] },
        Memo = new Dictionary<string, object> { ["note"] = "value" },
        TypedSearchAttributes = new SearchAttributeCollection.Builder().Set(SearchAttributeKey.CreateKeyword("K"), "word").ToSearchAttributeCollection(),
        StaticSummary = "summary",
        StaticDetails = "details",
        Priority = new Priority(2, "key", 1.5f),
    };

    private static Temporalio.Api.Workflow.V1.WorkflowExecutionInfo Execution(string id) => new()
    {
        Execution = new() { WorkflowId = id, RunId = "run" },
        Type = new() { Name = "Kind" },
    };

    private T Sent<T>(string rpc)
        where T : IMessage<T>, new()
    {
        var message = new T();
        message.MergeFrom(Server.CallsOf(rpc).Single().Message);
        return message;
    }

    private sealed class HeaderInterceptor : IClientInterceptor
    {
        public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => new Outbound(nextInterceptor);

        private sealed class Outbound(ClientOutboundInterceptor next) : ClientOutboundInterceptor(next)
        {
            public override Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input) =>
                base.StartWorkflowAsync<TWorkflow, TResult>(input with
                {
                    Headers = new Dictionary<string, Payload> { ["trace"] = DataConverter.Default.PayloadConverter.ToPayload("trace-id") },
                });
        }
    }

    private sealed class RecordingInterceptor(string name, List<string> order) : IClientInterceptor
    {
        public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => new Outbound(nextInterceptor, name, order);

        private sealed class Outbound(ClientOutboundInterceptor next, string name, List<string> order) : ClientOutboundInterceptor(next)
        {
            public override async Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input)
            {
                order.Add($"{name} in");
                var handle = await base.StartWorkflowAsync<TWorkflow, TResult>(input);
                order.Add($"{name} out");
                return handle;
            }
        }
    }
}
