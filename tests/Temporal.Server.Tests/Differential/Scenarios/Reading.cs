using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Differential.Scenarios;

/// <summary>Histories, descriptions and requests about workflows that are not there.</summary>
internal static class Reading
{
    public static async Task NobodyIsThere(World w)
    {
        await w.DescribeAsync("nobody");
        await w.CancelAsync("nobody");
        await w.TerminateAsync("nobody");
        await w.CallAsync<GetWorkflowExecutionHistoryResponse>(new GetWorkflowExecutionHistoryRequest { Execution = w.Of("nobody") });
        await w.CallAsync<GetWorkflowExecutionHistoryReverseResponse>(new GetWorkflowExecutionHistoryReverseRequest { Execution = w.Of("nobody") });
        await w.CallAsync<DeleteWorkflowExecutionResponse>(new DeleteWorkflowExecutionRequest { WorkflowExecution = w.Of("nobody") });
    }

    public static async Task RunIsNotThere(World w)
    {
        await w.StartAsync();
        const string Unknown = "00000000-0000-4000-8000-000000000000";
        await w.DescribeAsync(runId: Unknown);
        await w.TerminateAsync(runId: Unknown);
        await w.CallAsync<GetWorkflowExecutionHistoryResponse>(new GetWorkflowExecutionHistoryRequest { Execution = w.Of(runId: Unknown) });
        await w.DescribeAsync(runId: "rubbish");
        await w.TerminateAsync(runId: "rubbish");
        await w.CallAsync<GetWorkflowExecutionHistoryResponse>(new GetWorkflowExecutionHistoryRequest { Execution = w.Of(runId: "rubbish") });
    }

    public static async Task RequestsAreEmpty(World w)
    {
        await w.CallAsync<DescribeWorkflowExecutionResponse>(new DescribeWorkflowExecutionRequest());
        await w.CallAsync<DescribeWorkflowExecutionResponse>(new DescribeWorkflowExecutionRequest { Execution = new WorkflowExecution() });
        await w.CallAsync<GetWorkflowExecutionHistoryResponse>(new GetWorkflowExecutionHistoryRequest());
        await w.CallAsync<RequestCancelWorkflowExecutionResponse>(new RequestCancelWorkflowExecutionRequest());
        await w.CallAsync<TerminateWorkflowExecutionResponse>(new TerminateWorkflowExecutionRequest());
        await w.CallAsync<StartWorkflowExecutionResponse>(new StartWorkflowExecutionRequest());
        await w.CallAsync<SignalWorkflowExecutionResponse>(new SignalWorkflowExecutionRequest());
        await w.CallAsync<DescribeTaskQueueResponse>(new DescribeTaskQueueRequest());
        await w.CallAsync<ResetStickyTaskQueueResponse>(new ResetStickyTaskQueueRequest());
        await w.CallAsync<RecordActivityTaskHeartbeatResponse>(new RecordActivityTaskHeartbeatRequest());
        await w.CallAsync<RespondActivityTaskFailedResponse>(new RespondActivityTaskFailedRequest());
        await w.CallAsync<RespondActivityTaskCanceledResponse>(new RespondActivityTaskCanceledRequest());
    }

    public static async Task FirstRunMustBeTheChains(World w)
    {
        var first = await w.StartAsync();
        await w.PassAsync(1.2);
        await w.NextAsync(Make.ContinueAsNew());
        await w.TaskAsync();
        await w.CancelAsync(firstRunId: "00000000-0000-4000-8000-000000000000");
        await w.CancelAsync(firstRunId: first);
        await w.TerminateAsync(firstRunId: "00000000-0000-4000-8000-000000000000");
        await w.TerminateAsync(runId: first);
        await w.TerminateAsync(firstRunId: first);
    }

    public static async Task WhileATransientTaskIsOut(World w)
    {
        await w.StartAsync();
        await w.FailTaskAsync(await w.TaskAsync());
        await ReadAsync(w, _ => { });
        var task = await w.TaskAsync();
        await ReadAsync(w, _ => { });
        await w.CompleteAsync(task, Make.Complete());
    }

    public static async Task WhileASpeculativeTaskIsOut(World w)
    {
        await w.StartAsync();
        await w.NextAsync();
        var call = w.BeginUpdate();
        var task = await w.TaskAsync();
        await ReadAsync(w, _ => { });
        await w.AnswerAsync(task, [UpdateCalls.Accept(task), UpdateCalls.Respond()]);
        await w.EndUpdateAsync(call);
    }

    public static async Task CloseEventOnly(World w)
    {
        var run = await w.StartAsync();
        await ReadAsync(w, request => request.HistoryEventFilterType = HistoryEventFilterType.CloseEvent);
        await w.PassAsync(1.2);
        await w.NextAsync(Make.ContinueAsNew());
        await ReadAsync(w, request =>
        {
            request.Execution.RunId = run;
            request.HistoryEventFilterType = HistoryEventFilterType.CloseEvent;
        });
        await w.NextAsync(Make.Complete());
        await ReadAsync(w, request =>
        {
            request.HistoryEventFilterType = HistoryEventFilterType.CloseEvent;
            request.WaitNewEvent = true;
        });
    }

    public static async Task Pages(World w)
    {
        await w.RunAsync(Make.Marker("a"), Make.Marker("b"), Make.Complete());
        await ReadAsync(w, request => request.MaximumPageSize = -1);
        await ReadAsync(w, request => request.NextPageToken = ByteString.CopyFromUtf8("rubbish"));
        await w.CallAsync<GetWorkflowExecutionHistoryReverseResponse>(new GetWorkflowExecutionHistoryReverseRequest { Execution = w.Of(), MaximumPageSize = 100 });
    }

    public static async Task DescribeInEachState(World w)
    {
        await w.StartAsync();
        await w.DescribeAsync();
        var task = await w.TaskAsync();
        await w.DescribeAsync();
        await w.CompleteAsync(task, Make.Activity("a"), Make.Timer("t", 40), Make.Child(w.Id("child"), w.Id("children")));
        await w.HasAsync(EventType.ChildWorkflowExecutionStarted);
        w.Transcript.Saw(w.Id("child"));
        var activity = await w.ActivityAsync();
        await w.HeartbeatAsync(activity);
        await w.DescribeAsync();
        await w.CancelAsync();
        await w.DescribeAsync();
        await w.TerminateAsync();
        await w.DescribeAsync();
        await w.HeartbeatAsync(activity);
    }

    public static async Task CountsAndLists(World w)
    {
        var words = w.Id("word");
        for (var i = 0; i < 4; i++)
        {
            await w.StartAsync($"w{i}", request =>
            {
                request.WorkflowType.Name = i % 2 == 0 ? "even" : "odd";
                request.Memo = new Memo { Fields = { ["memo"] = Make.Payload("memo") } };
                request.SearchAttributes = new SearchAttributes
                {
                    IndexedFields =
                    {
                        ["TestKeyword"] = Make.Payload(words),
                        ["TestInt"] = Json($"{i}"),
                        ["TestBool"] = Json(i == 0 ? "true" : "false"),
                        ["TestDouble"] = Json($"{i}.5"),
                        ["TestDatetime"] = Json($"\"2026-01-0{i + 1}T00:00:00Z\""),
                        ["TestKeywordList"] = Json($"[\"x{i}\",\"y\"]"),
                        ["TestText"] = Make.Payload($"quick fox {i}"),
                    },
                };
            });
        }

        await w.TerminateAsync("w3");
        var mine = $"TestKeyword = '{words}'";
        await w.CountsAsync(4, mine);
        await w.CountsAsync(1, $"{mine} AND ExecutionStatus = 'Terminated'");
        foreach (var query in VisibilityQueries.Good)
        {
            await w.ListAsync(string.IsNullOrEmpty(query) ? mine : $"{mine} AND ({query})");
        }

        await w.ListAsync($"{mine} GROUP BY ExecutionStatus", isCount: true);
    }

    public static async Task QueriesThatAreRefused(World w)
    {
        foreach (var query in VisibilityQueries.Bad)
        {
            await w.RefuseListAsync(query);
        }
    }

    private static Payload Json(string text) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
        Data = ByteString.CopyFromUtf8(text),
    };

    private static Task ReadAsync(World w, Action<GetWorkflowExecutionHistoryRequest> with)
    {
        var request = new GetWorkflowExecutionHistoryRequest { Execution = w.Of() };
        with(request);
        return w.CallAsync<GetWorkflowExecutionHistoryResponse>(request);
    }
}
