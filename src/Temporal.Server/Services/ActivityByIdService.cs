using Temporal.Server.Execution.State;
using Temporal.Server.Grpc;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Services;

/// <summary>Activities that are completed by workflow and activity id instead of a token.</summary>
internal sealed class ActivityByIdService(EngineCalls calls)
{
    private readonly ActivityActions _actions = new(calls);

    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.Of<RespondActivityTaskCompletedByIdRequest, RespondActivityTaskCompletedByIdResponse>(RpcMethod.WorkflowService, "RespondActivityTaskCompletedById", async (request, _) =>
        {
            await _actions.CompleteAsync(Token(request.Namespace, request.WorkflowId, request.RunId, request.ActivityId), request.Result, request.Identity);
            return new RespondActivityTaskCompletedByIdResponse();
        }),
        RpcMethod.Of<RespondActivityTaskFailedByIdRequest, RespondActivityTaskFailedByIdResponse>(RpcMethod.WorkflowService, "RespondActivityTaskFailedById", async (request, _) =>
        {
            var token = Token(request.Namespace, request.WorkflowId, request.RunId, request.ActivityId);
            return new RespondActivityTaskFailedByIdResponse { Failures = { await _actions.FailAsync(token, request.Failure, request.LastHeartbeatDetails, request.Identity) } };
        }),
        RpcMethod.Of<RespondActivityTaskCanceledByIdRequest, RespondActivityTaskCanceledByIdResponse>(RpcMethod.WorkflowService, "RespondActivityTaskCanceledById", async (request, _) =>
        {
            await _actions.CancelAsync(Token(request.Namespace, request.WorkflowId, request.RunId, request.ActivityId), request.Details, request.Identity);
            return new RespondActivityTaskCanceledByIdResponse();
        }),
        RpcMethod.Of<RecordActivityTaskHeartbeatByIdRequest, RecordActivityTaskHeartbeatByIdResponse>(RpcMethod.WorkflowService, "RecordActivityTaskHeartbeatById", async (request, _) =>
            new RecordActivityTaskHeartbeatByIdResponse
            {
                CancelRequested = await _actions.HeartbeatAsync(Token(request.Namespace, request.WorkflowId, request.RunId, request.ActivityId), request.Details),
            }),
    ];

    private TaskToken Token(string ns, string workflowId, string runId, string activityId)
    {
        var space = calls.Namespace(ns);
        calls.DemandName(workflowId, "WorkflowId is not set on request.", "WorkflowId length exceeds limit.");
        EngineCalls.DemandText(workflowId);
        calls.DemandName(activityId, "ActivityId is not set on request.", "ActivityId length exceeds limit.");
        return new TaskToken { NamespaceId = space.Id, WorkflowId = workflowId, RunId = runId, ActivityId = activityId, IsActivity = true };
    }
}
