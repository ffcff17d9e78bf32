using Google.Protobuf;
using Temporal.Server.Clock;
using Temporal.Server.Execution;
using Temporal.Server.Execution.State;
using Temporal.Server.Grpc;
using Temporal.Server.Matching;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Services;

/// <summary>Activity tasks between runs and workers, by token.</summary>
internal sealed class ActivityTaskService(EngineCalls calls)
{
    public const string Gone = "invalid activityID or activity already timed out or invoking workflow is completed";

    private readonly ActivityActions _actions = new(calls);

    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.Of<PollActivityTaskQueueRequest, PollActivityTaskQueueResponse>(RpcMethod.WorkflowService, "PollActivityTaskQueue", PollAsync),
        RpcMethod.Of<RespondActivityTaskCompletedRequest, RespondActivityTaskCompletedResponse>(RpcMethod.WorkflowService, "RespondActivityTaskCompleted", CompleteAsync),
        RpcMethod.Of<RespondActivityTaskFailedRequest, RespondActivityTaskFailedResponse>(RpcMethod.WorkflowService, "RespondActivityTaskFailed", FailAsync),
        RpcMethod.Of<RespondActivityTaskCanceledRequest, RespondActivityTaskCanceledResponse>(RpcMethod.WorkflowService, "RespondActivityTaskCanceled", CancelAsync),
        RpcMethod.Of<RecordActivityTaskHeartbeatRequest, RecordActivityTaskHeartbeatResponse>(RpcMethod.WorkflowService, "RecordActivityTaskHeartbeat", HeartbeatAsync),
    ];

    private async Task<PollActivityTaskQueueResponse> PollAsync(PollActivityTaskQueueRequest request, RpcContext context)
    {
        var ns = calls.Namespace(request.Namespace);
        calls.DemandQueue(request.TaskQueue);
        var key = TaskQueueKey.Activity(ns.Id, request.TaskQueue.Name);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled, calls.Stopping);
        var began = TimeProvider.System.GetTimestamp();
        var wait = EngineCalls.WaitOf(calls.Parts.Limits.TaskLongPoll, context);
        while (true)
        {
            var left = wait - TimeProvider.System.GetElapsedTime(began);
            if (left <= TimeSpan.Zero || calls.Host.Queues.IsStopped(request.WorkerInstanceKey))
            {
                return new PollActivityTaskQueueResponse();
            }

            if (await calls.Host.Queues.Get(key).PollAsync(new Poller(request.Identity, request.WorkerInstanceKey), left, ending.Token) is not QueuedActivityTask task)
            {
                return new PollActivityTaskQueueResponse();
            }

            if (ending.IsCancellationRequested || calls.Host.Queues.IsStopped(request.WorkerInstanceKey))
            {
                calls.Host.Queues.Offer(key, task);
                return new PollActivityTaskQueueResponse();
            }

            var run = task.Run;
            PollActivityTaskQueueResponse? response = null;
            Activity? activity = null;
            calls.Transactor.TryApply(run.Entry, (_, transition) =>
            {
                activity = run.Activities.Start(transition, task.ScheduledId, task.Stamp, new PollInfo(request.Identity, Guid.NewGuid().ToString(), IsSticky: false));
                response = activity is null ? null : Describe(run, activity.State);
            }, out var durable);
            if (response is not null && activity is not null)
            {
                context.OnNotDelivered(TakeBack(run, task, isSure: true));
                if (activity.IsOnlyAttempt)
                {
                    await durable;
                }

                calls.Host.Queues.HandOvers.Add(request.WorkerInstanceKey, TakeBack(run, task, isSure: false));
                await AddInputAsync(response, run, activity, context.Cancelled);
                return response;
            }
        }
    }

    private Action TakeBack(Run run, QueuedActivityTask task, bool isSure)
    {
        // Holds the names only: the transport keeps it for a while, and the run may be long gone.
        var token = new TaskToken { NamespaceId = run.State.NamespaceId, WorkflowId = run.State.WorkflowId, RunId = run.State.RunId, ScheduledId = task.ScheduledId, Stamp = task.Stamp };
        return () => calls.OnOpenRun(token, (open, transition) => open.Activities.TakeBack(transition, token.ScheduledId, token.Stamp, isSure));
    }

    private async Task<RespondActivityTaskCompletedResponse> CompleteAsync(RespondActivityTaskCompletedRequest request, RpcContext context)
    {
        await _actions.CompleteAsync(EngineCalls.ReadToken(request.TaskToken), request.Result, request.Identity);
        return new RespondActivityTaskCompletedResponse();
    }

    private async Task<RespondActivityTaskFailedResponse> FailAsync(RespondActivityTaskFailedRequest request, RpcContext context)
    {
        var replacements = await _actions.FailAsync(EngineCalls.ReadToken(request.TaskToken), request.Failure, request.LastHeartbeatDetails, request.Identity);
        return new RespondActivityTaskFailedResponse { Failures = { replacements } };
    }

    private async Task<RespondActivityTaskCanceledResponse> CancelAsync(RespondActivityTaskCanceledRequest request, RpcContext context)
    {
        await _actions.CancelAsync(EngineCalls.ReadToken(request.TaskToken), request.Details, request.Identity);
        return new RespondActivityTaskCanceledResponse();
    }

    private async Task<RecordActivityTaskHeartbeatResponse> HeartbeatAsync(RecordActivityTaskHeartbeatRequest request, RpcContext context) =>
        new() { CancelRequested = await _actions.HeartbeatAsync(EngineCalls.ReadToken(request.TaskToken), request.Details) };

    private static PollActivityTaskQueueResponse Describe(Run run, ActivityState state) => new()
    {
        TaskToken = new TaskToken
        {
            NamespaceId = run.State.NamespaceId,
            WorkflowId = run.State.WorkflowId,
            RunId = run.State.RunId,
            ScheduledId = state.ScheduledId,
            Attempt = state.Attempt,
            StartedAt = state.StartedAt,
            ActivityId = state.ActivityId,
            IsActivity = true,
            Stamp = state.Stamp,
        }.ToByteString(),
        WorkflowNamespace = run.State.Namespace,
        WorkflowType = new WorkflowType { Name = run.State.WorkflowType },
        WorkflowExecution = run.Execution,
        ActivityType = new ActivityType { Name = state.ActivityType },
        ActivityId = state.ActivityId,
        HeartbeatDetails = state.HeartbeatDetails,
        ScheduledTime = Times.ToTimestamp(state.FirstScheduledAt),
        CurrentAttemptScheduledTime = Times.ToTimestamp(state.ScheduledAt),
        StartedTime = Times.ToTimestamp(state.StartedAt),
        Attempt = state.Attempt,
        ScheduleToCloseTimeout = Times.ToDuration(state.ScheduleToClose),
        StartToCloseTimeout = Times.ToDuration(state.StartToClose),
        HeartbeatTimeout = Times.ToDuration(state.Heartbeat),
        RetryPolicy = state.RetryPolicy,
        Priority = state.Priority,
    };

    private async Task AddInputAsync(PollActivityTaskQueueResponse response, Run run, Activity activity, CancellationToken cancellationToken)
    {
        activity.Scheduled ??= await calls.Reader.ReadOneAsync(new HistoryRange(run.Key, run, null), activity.State.ScheduledId, cancellationToken);
        var scheduled = activity.Scheduled?.ActivityTaskScheduledEventAttributes;
        response.Input = scheduled?.Input;
        response.Header = scheduled?.Header;
    }
}
