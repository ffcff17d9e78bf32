using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Differential.Scenarios;

/// <summary>Queries, which leave no trace.</summary>
internal static class Queries
{
    public static async Task OfAnIdleWorkflow(World w)
    {
        await w.RunAsync();
        var call = w.Begin(Query(w));
        await AnswerAsync(w, await w.TaskAsync());
        await w.EndAsync<QueryWorkflowResponse>(call);
    }

    public static async Task Fails(World w)
    {
        await w.RunAsync();
        var call = w.Begin(Query(w));
        await AnswerAsync(w, await w.TaskAsync(), isFailure: true);
        await w.EndAsync<QueryWorkflowResponse>(call);
    }

    public static async Task OfAClosedWorkflow(World w)
    {
        await w.RunAsync(Make.Complete());
        var call = w.Begin(Query(w));
        await AnswerAsync(w, await w.TaskAsync());
        await w.EndAsync<QueryWorkflowResponse>(call);
        await RefuseAsync(w, QueryRejectCondition.NotOpen);
        var cleanly = w.Begin(Query(w, request => request.QueryRejectCondition = QueryRejectCondition.NotCompletedCleanly));
        await AnswerAsync(w, await w.TaskAsync());
        await w.EndAsync<QueryWorkflowResponse>(cleanly);
    }

    public static async Task OfAFailedWorkflow(World w)
    {
        await w.RunAsync(Make.Fail());
        await RefuseAsync(w, QueryRejectCondition.NotCompletedCleanly);
    }

    public static async Task OfAWorkflowThatWasTerminatedEarly(World w)
    {
        await w.StartAsync();
        await w.TerminateAsync();
        var call = w.Begin(Query(w));
        await w.EndAsync<QueryWorkflowResponse>(call);
    }

    public static async Task OfAFailingWorkflow(World w)
    {
        await w.StartAsync();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await w.FailTaskAsync(await w.TaskAsync());
        }

        await w.TaskAsync();
        await w.EndAsync<QueryWorkflowResponse>(w.Begin(Query(w)));
    }

    public static async Task AnsweredTwice(World w)
    {
        await w.RunAsync();
        var call = w.Begin(Query(w));
        var task = await w.TaskAsync();
        await AnswerAsync(w, task);
        await AnswerAsync(w, task);
        await w.EndAsync<QueryWorkflowResponse>(call);
    }

    public static async Task AnsweredWithATask(World w)
    {
        var (call, task) = await AttachAsync(w);
        await w.CompleteAsync(task, request => AddAnswers(request, task, "answer"));
        await w.EndAsync<QueryWorkflowResponse>(call);
    }

    public static async Task Refused(World w)
    {
        await w.EndAsync<QueryWorkflowResponse>(w.Begin(Query(w)));
        await w.StartAsync();
        await w.EndAsync<QueryWorkflowResponse>(w.Begin(Query(w, request => request.Query.QueryType = "")));
        await w.EndAsync<QueryWorkflowResponse>(w.Begin(Query(w, request => request.Query = null)));
        await w.EndAsync<QueryWorkflowResponse>(w.Begin(Query(w, request => request.Execution = null)));
        await w.EndAsync<QueryWorkflowResponse>(w.Begin(Query(w, request => request.Execution.RunId = "rubbish")));
        await AnswerAsync(w, new PollWorkflowTaskQueueResponse());
    }

    // Time passes, so that the query is there before the task is handed out.
    private static async Task<(OpenCall Call, PollWorkflowTaskQueueResponse Task)> AttachAsync(World w)
    {
        await w.RunAsync(Make.Timer("t", 40));
        await w.SignalAsync();
        var call = w.Begin(Query(w));
        await w.PassAsync(1.2);
        return (call, await w.TaskAsync());
    }

    private static void AddAnswers(RespondWorkflowTaskCompletedRequest request, PollWorkflowTaskQueueResponse task, string answer)
    {
        foreach (var id in task.Queries.Keys)
        {
            request.QueryResults.Add(id, new WorkflowQueryResult { ResultType = QueryResultType.Answered, Answer = Make.Payloads(answer) });
        }
    }

    private static async Task RefuseAsync(World w, QueryRejectCondition condition) =>
        await w.EndAsync<QueryWorkflowResponse>(w.Begin(Query(w, request => request.QueryRejectCondition = condition)));

    private static QueryWorkflowRequest Query(World w, Action<QueryWorkflowRequest>? with = null)
    {
        var request = new QueryWorkflowRequest { Execution = w.Of(), Query = new WorkflowQuery { QueryType = "query", QueryArgs = Make.Payloads("args") } };
        with?.Invoke(request);
        return request;
    }

    private static Task AnswerAsync(World w, PollWorkflowTaskQueueResponse task, bool isFailure = false) =>
        w.CallAsync<RespondQueryTaskCompletedResponse>(new RespondQueryTaskCompletedRequest
        {
            TaskToken = task.TaskToken,
            CompletedType = isFailure ? QueryResultType.Failed : QueryResultType.Answered,
            QueryResult = isFailure ? null : Make.Payloads("answer"),
            ErrorMessage = isFailure ? "wrong" : "",
            Failure = isFailure ? Make.Failure("wrong") : null,
        });
}
