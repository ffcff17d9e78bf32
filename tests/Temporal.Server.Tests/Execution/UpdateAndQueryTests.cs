using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Grpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Execution;

public sealed class UpdateAndQueryTests
{
    private const string First = "WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskCompleted";

    [Fact]
    public async Task Update_AcceptedAndCompleted_WritesItsTaskAndAnswers()
    {
        var service = await IdleAsync();
        var update = UpdateAsync(service);
        var task = await service.PollWorkflowAsync();
        var message = Assert.Single(task.Messages);
        Assert.Equal(task.StartedEventId - 1, message.EventId);
        await service.CompleteAsync(task, request => request.Messages.Add([Accept(message), Respond(message)]));
        var response = await update;
        Assert.Equal(UpdateWorkflowExecutionLifecycleStage.Completed, response.Stage);
        Assert.NotNull(response.Outcome.Success);
        Assert.Equal(
            $"{First} WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskCompleted WorkflowExecutionUpdateAccepted WorkflowExecutionUpdateCompleted",
            await service.TypesAsync());
        Assert.NotNull((await UpdateAsync(service)).Outcome.Success);
    }

    [Fact]
    public async Task Update_Rejected_LeavesNoTrace()
    {
        var service = await IdleAsync();
        var update = UpdateAsync(service);
        var task = await service.PollWorkflowAsync();
        var answer = await service.CompleteAsync(task, request => request.Messages.Add(Reject(task.Messages[0])));
        Assert.Equal(3, answer.ResetHistoryEventId);
        Assert.Equal("no", (await update).Outcome.Failure.Message);
        Assert.Equal(First, await service.TypesAsync());
    }

    [Fact]
    public async Task Update_RunClosesBeforeAcceptance_IsAborted()
    {
        var service = await IdleAsync();
        var update = UpdateAsync(service);
        await service.TerminateAsync("w");
        var error = await Assert.ThrowsAsync<ServiceException>(() => update);
        Assert.Equal("workflow update was aborted by closing workflow", error.Message);
    }

    [Fact]
    public async Task Update_RunClosesAfterAcceptance_EndsWithAFailure()
    {
        var service = await IdleAsync();
        var update = UpdateAsync(service);
        var task = await service.PollWorkflowAsync();
        await service.CompleteAsync(task, request => request.Messages.Add(Accept(task.Messages[0])));
        await service.TerminateAsync("w");
        Assert.Equal("AcceptedUpdateCompletedWorkflow", (await update).Outcome.Failure.ApplicationFailureInfo.Type);
    }

    [Fact]
    public async Task Update_SignalBeforeItsTaskStarts_TheTaskBecomesAnOrdinaryOne()
    {
        var service = await IdleAsync();
        var update = UpdateAsync(service);
        await service.SignalAsync();
        Assert.Equal($"{First} WorkflowTaskScheduled WorkflowExecutionSignaled", await service.TypesAsync());
        var task = await service.PollWorkflowAsync();
        await service.CompleteAsync(task, request => request.Messages.Add(Reject(task.Messages[0])));
        Assert.NotNull((await update).Outcome.Failure);
        Assert.EndsWith("WorkflowExecutionSignaled WorkflowTaskStarted WorkflowTaskCompleted", await service.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_TooManyInFlight_IsRefused()
    {
        var service = await IdleAsync();
        for (var i = 0; i < service.Limits.UpdatesInFlight; i++)
        {
            _ = UpdateAsync(service, $"u{i}");
        }

        var error = await Assert.ThrowsAsync<ServiceException>(() => UpdateAsync(service, "one too many"));
        Assert.Equal(GrpcCode.ResourceExhausted, error.Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Update_RestartWhileTheWorkerHoldsItsTask_ComesBackWithTheAcceptance(bool isAskedAgain)
    {
        var service = await IdleAsync();
        await service.SignalAsync();
        _ = UpdateAsync(service);
        var task = await service.PollWorkflowAsync();

        // What is written while the task is out has to say that it is out.
        await service.SignalAsync();
        service = await service.RestartAsync();
        var again = isAskedAgain ? UpdateAsync(service) : null;
        var message = Assert.Single(task.Messages);
        await service.CompleteAsync(task, request => request.Messages.Add([Accept(message), Respond(message)]));
        Assert.NotNull((await (again ?? UpdateAsync(service))).Outcome.Success);
        Assert.DoesNotContain("Failed", await service.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_RefusedAfterItWasForgotten_FailsTheTask()
    {
        var service = await IdleAsync();
        await service.SignalAsync();
        _ = UpdateAsync(service);
        var task = await service.PollWorkflowAsync();
        await service.SignalAsync();
        service = await service.RestartAsync();
        var error = await Assert.ThrowsAsync<ServiceException>(() => service.CompleteAsync(task, request => request.Messages.Add(Reject(task.Messages[0]))));
        Assert.Contains("update u wasn't found on the server", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_NothingPending_IsATaskOfItsOwn()
    {
        var service = await IdleAsync();
        var query = QueryAsync(service);
        var task = await service.PollWorkflowAsync();
        Assert.Equal("q", task.Query.QueryType);
        Assert.Equal(4, task.History.Events.Count);
        await service.CallAsync<RespondQueryTaskCompletedResponse>(new RespondQueryTaskCompletedRequest
        {
            Namespace = TestService.Namespace,
            TaskToken = task.TaskToken,
            CompletedType = QueryResultType.Answered,
            QueryResult = new Payloads { Payloads_ = { new Payload() } },
        });
        Assert.Single((await query).QueryResult.Payloads_);
        Assert.Equal(First, await service.TypesAsync());
    }

    [Fact]
    public async Task Query_TaskPending_GoesAlongWithIt()
    {
        var service = await IdleAsync();
        await service.SignalAsync();
        var query = QueryAsync(service);
        var task = await service.PollWorkflowAsync();
        var (id, asked) = Assert.Single(task.Queries);
        Assert.Equal("q", asked.QueryType);
        await service.CompleteAsync(task, request => request.QueryResults.Add(id, new WorkflowQueryResult { ResultType = QueryResultType.Failed, ErrorMessage = "bad" }));
        var error = await Assert.ThrowsAsync<ServiceException>(() => query);
        Assert.Equal("bad", error.Message);
    }

    [Fact]
    public async Task GetHistory_WaitForClose_ReturnsTheLastEventWhenItIsThere()
    {
        var service = await IdleAsync();
        var waiting = service.CallAsync<GetWorkflowExecutionHistoryResponse>(new GetWorkflowExecutionHistoryRequest
        {
            Namespace = TestService.Namespace,
            Execution = new WorkflowExecution { WorkflowId = "w" },
            WaitNewEvent = true,
            HistoryEventFilterType = HistoryEventFilterType.CloseEvent,
        });
        Assert.False(waiting.IsCompleted);
        await service.TerminateAsync("w");
        var response = await waiting;
        Assert.Equal(EventType.WorkflowExecutionTerminated, Assert.Single(response.History.Events).EventType);
        Assert.Empty(response.NextPageToken);
    }

    private static async Task<TestService> IdleAsync()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        await service.CompleteAsync(await service.PollWorkflowAsync());
        return service;
    }

    private static Task<UpdateWorkflowExecutionResponse> UpdateAsync(TestService service, string id = "u") =>
        service.CallAsync<UpdateWorkflowExecutionResponse>(new UpdateWorkflowExecutionRequest
        {
            Namespace = TestService.Namespace,
            WorkflowExecution = new WorkflowExecution { WorkflowId = "w" },
            WaitPolicy = new WaitPolicy { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Completed },
            Request = new Request { Meta = new Meta { UpdateId = id }, Input = new Input { Name = "change" } },
        });

    private static Task<QueryWorkflowResponse> QueryAsync(TestService service) => service.CallAsync<QueryWorkflowResponse>(new QueryWorkflowRequest
    {
        Namespace = TestService.Namespace,
        Execution = new WorkflowExecution { WorkflowId = "w" },
        Query = new WorkflowQuery { QueryType = "q" },
    });

    private static Message Accept(Message request) => new()
    {
        Id = "accept",
        ProtocolInstanceId = request.ProtocolInstanceId,
        Body = Any.Pack(new Acceptance
        {
            AcceptedRequestMessageId = request.Id,
            AcceptedRequestSequencingEventId = request.EventId,
            AcceptedRequest = request.Body.Unpack<Request>(),
        }),
    };

    private static Message Respond(Message request) => new()
    {
        Id = "respond",
        ProtocolInstanceId = request.ProtocolInstanceId,
        Body = Any.Pack(new Response { Meta = new Meta { UpdateId = request.ProtocolInstanceId }, Outcome = new Outcome { Success = new Payloads() } }),
    };

    private static Message Reject(Message request) => new()
    {
        Id = "reject",
        ProtocolInstanceId = request.ProtocolInstanceId,
        Body = Any.Pack(new Rejection { RejectedRequestMessageId = request.Id, Failure = new Failure { Message = "no" } }),
    };
}
