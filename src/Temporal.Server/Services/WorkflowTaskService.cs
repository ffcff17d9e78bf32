using Google.Protobuf;
using Temporal.Server.Execution;
using Temporal.Server.Execution.Queries;
using Temporal.Server.Execution.State;
using Temporal.Server.Grpc;
using Temporal.Server.Matching;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using TaskQueue = Temporalio.Api.TaskQueue.V1.TaskQueue;

namespace Temporal.Server.Services;

/// <summary>Workflow tasks between runs and workers.</summary>
internal sealed class WorkflowTaskService(EngineCalls calls)
{
    private readonly WorkflowTaskAnswers _answers = new(calls);

    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.Of<PollWorkflowTaskQueueRequest, PollWorkflowTaskQueueResponse>(RpcMethod.WorkflowService, "PollWorkflowTaskQueue", PollAsync),
        RpcMethod.Of<RespondWorkflowTaskCompletedRequest, RespondWorkflowTaskCompletedResponse>(RpcMethod.WorkflowService, "RespondWorkflowTaskCompleted", CompleteAsync),
        RpcMethod.Of<RespondWorkflowTaskFailedRequest, RespondWorkflowTaskFailedResponse>(RpcMethod.WorkflowService, "RespondWorkflowTaskFailed", FailAsync),
        RpcMethod.Of<ResetStickyTaskQueueRequest, ResetStickyTaskQueueResponse>(RpcMethod.WorkflowService, "ResetStickyTaskQueue", ResetStickyAsync),
        RpcMethod.Of<ShutdownWorkerRequest, ShutdownWorkerResponse>(RpcMethod.WorkflowService, "ShutdownWorker", ShutdownWorkerAsync),
    ];

    private async Task<PollWorkflowTaskQueueResponse> PollAsync(PollWorkflowTaskQueueRequest request, RpcContext context)
    {
        var ns = calls.Namespace(request.Namespace);
        calls.DemandQueue(request.TaskQueue);
        var isSticky = request.TaskQueue.Kind == TaskQueueKind.Sticky;
        var key = TaskQueueKey.Workflow(ns.Id, request.TaskQueue.Name);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled, calls.Stopping);
        var ends = TimeProvider.System.GetTimestamp();
        var wait = EngineCalls.WaitOf(calls.Parts.Limits.TaskLongPoll, context);
        while (true)
        {
            var left = wait - TimeProvider.System.GetElapsedTime(ends);
            if (left <= TimeSpan.Zero || calls.Host.Queues.IsStopped(request.WorkerInstanceKey))
            {
                return new PollWorkflowTaskQueueResponse();
            }

            var task = await calls.Host.Queues.Get(key).PollAsync(new Poller(request.Identity, request.WorkerInstanceKey), left, ending.Token);
            if (task is null)
            {
                return new PollWorkflowTaskQueueResponse();
            }

            if (ending.IsCancellationRequested || calls.Host.Queues.IsStopped(request.WorkerInstanceKey))
            {
                calls.Host.Queues.Offer(isSticky ? task.NormalQueue : key, task);
                return new PollWorkflowTaskQueueResponse();
            }

            if (task is QueuedQuery { Query: var query })
            {
                if (query.Result.Task.IsCompleted)
                {
                    continue;
                }

                query.IsTaken = true;
                return await QueryResponseAsync(query, isSticky, context.Cancelled);
            }

            if (task is QueuedWorkflowTask queued && Start(queued, new PollInfo(request.Identity, Guid.NewGuid().ToString(), isSticky)) is { } started)
            {
                var takeBack = _answers.TakeBack(started);
                context.OnNotDelivered(takeBack);
                calls.Host.Queues.HandOvers.Add(request.WorkerInstanceKey, takeBack);
                return await _answers.ResponseAsync(started, context.Cancelled);
            }
        }
    }

    private async Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(RespondWorkflowTaskCompletedRequest request, RpcContext context)
    {
        var token = EngineCalls.ReadToken(request.TaskToken);
        TaskCompletion? completion = null;
        await calls.Transactor.ApplyAsync(token.NamespaceId, token.WorkflowId, (entry, transition) =>
        {
            var run = FindRun(entry, token);
            completion = new TaskCompletion(run, request);
            completion.Apply(transition, token);
        });
        if (completion?.Error is { } error)
        {
            throw error;
        }

        var response = new RespondWorkflowTaskCompletedResponse { ResetHistoryEventId = completion?.ResetEventId ?? 0 };
        if (completion?.Next is { } next)
        {
            context.OnNotDelivered(_answers.TakeBack(next));
            response.WorkflowTask = await _answers.ResponseAsync(next, context.Cancelled);
        }

        return response;
    }

    private async Task<RespondWorkflowTaskFailedResponse> FailAsync(RespondWorkflowTaskFailedRequest request, RpcContext context)
    {
        var token = EngineCalls.ReadToken(request.TaskToken);
        await calls.Transactor.ApplyAsync(token.NamespaceId, token.WorkflowId, (entry, transition) =>
        {
            var run = FindRun(entry, token, EngineCalls.AlreadyCompleted);
            _ = run.Tasks.Find(token) ?? throw ServiceException.NotFound(EngineCalls.TaskGone);
#pragma warning disable CS0612 // still shown by tools
            run.Tasks.Fail(transition, new TaskFailure(request.Cause, request.Failure, request.Identity, request.BinaryChecksum));
#pragma warning restore CS0612
        });
        return new RespondWorkflowTaskFailedResponse();
    }

    private async Task<ResetStickyTaskQueueResponse> ResetStickyAsync(ResetStickyTaskQueueRequest request, RpcContext context)
    {
        var ns = calls.Namespace(request.Namespace);
        await calls.ApplyAsync(ns, calls.Demand(request.Execution), "", (run, _) => run.State.StickyQueue = "");
        return new ResetStickyTaskQueueResponse();
    }

    private Task<ShutdownWorkerResponse> ShutdownWorkerAsync(ShutdownWorkerRequest request, RpcContext context)
    {
        var ns = calls.Namespace(request.Namespace);
        if (request.StickyTaskQueue.Length > 0)
        {
            calls.Host.Queues.StickyWorkerStopped(TaskQueueKey.Workflow(ns.Id, request.StickyTaskQueue));
        }

        if (request.WorkerInstanceKey.Length > 0)
        {
            // Who names its queues' types knows that its polls are ended here, and does what they bring before it stops.
            calls.Host.Queues.WorkerStopped(request.WorkerInstanceKey, dropsTasks: request.TaskQueueTypes.Count == 0);
        }

        return Task.FromResult(new ShutdownWorkerResponse());
    }

    private static Run FindRun(WorkflowEntry entry, TaskToken token, string gone = EngineCalls.TaskGone) =>
        entry.Open is { } run && run.State.RunId == token.RunId ? run : throw ServiceException.NotFound(gone);

    private StartedTask? Start(QueuedWorkflowTask task, PollInfo poll)
    {
        StartedTask? started = null;
        calls.Transactor.TryApply(task.Run.Entry, (_, transition) => started = task.Run.Tasks.Start(transition, task.Stamp, poll), out _);
        return started;
    }

    private async Task<PollWorkflowTaskQueueResponse> QueryResponseAsync(QueryTask query, bool isSticky, CancellationToken cancellationToken)
    {
        var response = new PollWorkflowTaskQueueResponse
        {
            TaskToken = new QueryToken { QueryId = query.Id, NamespaceId = query.Key.NamespaceId }.ToByteString(),
            WorkflowExecution = new WorkflowExecution { WorkflowId = query.Key.WorkflowId, RunId = query.Key.RunId },
            WorkflowType = new WorkflowType { Name = query.WorkflowType },
            PreviousStartedEventId = query.PreviousStartedId,
            Attempt = 1,
            History = new Temporalio.Api.History.V1.History(),
            Query = query.Query,
            WorkflowExecutionTaskQueue = new TaskQueue { Name = query.TaskQueue, Kind = TaskQueueKind.Normal },
        };
        if (isSticky)
        {
            return response;
        }

        var events = await calls.Reader.ReadAsync(new HistoryRange(query.Key, query.Run, null), 1, query.NextEventId, WorkflowTaskAnswers.PageEvents, cancellationToken);
        response.History.Events.Add(events);
        var next = events.Count == 0 ? 1 : events[^1].EventId + 1;
        if (next < query.NextEventId)
        {
            response.NextPageToken = new HistoryToken { RunId = query.Key.RunId, NextEventId = next, EndEventId = query.NextEventId }.ToByteString();
        }

        return response;
    }
}
