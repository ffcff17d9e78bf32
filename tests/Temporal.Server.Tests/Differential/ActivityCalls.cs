using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Differential;

/// <summary>What activity workers say.</summary>
internal static class ActivityCalls
{
    public static Task CompleteActivityAsync(this World w, PollActivityTaskQueueResponse task, string result = "result") =>
        w.CallAsync<RespondActivityTaskCompletedResponse>(
            new RespondActivityTaskCompletedRequest { TaskToken = task.TaskToken, Result = Make.Payloads(result), Identity = "worker" });

    public static Task FailActivityAsync(this World w, PollActivityTaskQueueResponse task, Temporalio.Api.Failure.V1.Failure? failure = null) =>
        w.CallAsync<RespondActivityTaskFailedResponse>(
            new RespondActivityTaskFailedRequest { TaskToken = task.TaskToken, Failure = failure ?? Make.Failure("no"), Identity = "worker" });

    public static Task CancelActivityAsync(this World w, PollActivityTaskQueueResponse task) =>
        w.CallAsync<RespondActivityTaskCanceledResponse>(
            new RespondActivityTaskCanceledRequest { TaskToken = task.TaskToken, Details = Make.Payloads("cancelled"), Identity = "worker" });

    public static Task HeartbeatAsync(this World w, PollActivityTaskQueueResponse task) =>
        w.CallAsync<RecordActivityTaskHeartbeatResponse>(
            new RecordActivityTaskHeartbeatRequest { TaskToken = task.TaskToken, Details = Make.Payloads("progress"), Identity = "worker" });

    public static Task CompleteByIdAsync(this World w, string id) =>
        w.CallAsync<RespondActivityTaskCompletedByIdResponse>(
            new RespondActivityTaskCompletedByIdRequest { WorkflowId = w.Id("w"), ActivityId = id, Result = Make.Payloads("by id"), Identity = "someone" });

    public static Task FailByIdAsync(this World w, string id) =>
        w.CallAsync<RespondActivityTaskFailedByIdResponse>(
            new RespondActivityTaskFailedByIdRequest { WorkflowId = w.Id("w"), ActivityId = id, Failure = Make.Failure("by id"), Identity = "someone" });

    public static Task CancelByIdAsync(this World w, string id) =>
        w.CallAsync<RespondActivityTaskCanceledByIdResponse>(
            new RespondActivityTaskCanceledByIdRequest { WorkflowId = w.Id("w"), ActivityId = id, Details = Make.Payloads("by id"), Identity = "someone" });

    public static Task HeartbeatByIdAsync(this World w, string id) =>
        w.CallAsync<RecordActivityTaskHeartbeatByIdResponse>(
            new RecordActivityTaskHeartbeatByIdRequest { WorkflowId = w.Id("w"), ActivityId = id, Details = Make.Payloads("by id"), Identity = "someone" });

    /// <summary>Lets time pass on the server: a timer of another workflow fires.</summary>
    public static async Task PassAsync(this World w, double seconds)
    {
        var name = $"clock-{Guid.NewGuid():N}";
        var run = await w.CallAsync<StartWorkflowExecutionResponse>(
            new StartWorkflowExecutionRequest
            {
                WorkflowId = w.Id(name),
                WorkflowType = new() { Name = "clock" },
                TaskQueue = new() { Name = w.Id(name) },
                WorkflowRunTimeout = Make.Seconds(seconds),
                RequestId = name,
            },
            isSilent: true);
        await w.WaitAsync(w.Id(name), run.RunId);
    }
}
