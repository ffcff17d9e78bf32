using System.Collections.Concurrent;
using Temporal.Server.Execution;
using Temporal.Server.Execution.Queries;
using Temporal.Server.Execution.State;
using Temporal.Server.Grpc;
using Temporal.Server.Matching;
using Temporal.Server.Namespaces;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Services;

/// <summary>Queries: answered by the next workflow task when one is pending, by a task of their own otherwise.</summary>
internal sealed class QueryService(EngineCalls calls)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, QueryTask> _open = new();

    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.Of<QueryWorkflowRequest, QueryWorkflowResponse>(RpcMethod.WorkflowService, "QueryWorkflow", QueryAsync),
        RpcMethod.Of<RespondQueryTaskCompletedRequest, RespondQueryTaskCompletedResponse>(RpcMethod.WorkflowService, "RespondQueryTaskCompleted", RespondAsync),
    ];

    private async Task<QueryWorkflowResponse> QueryAsync(QueryWorkflowRequest request, RpcContext context)
    {
        var ns = calls.Namespace(request.Namespace);
        var execution = calls.Demand(request.Execution);
        if (request.Query is null)
        {
            throw ServiceException.InvalidArgument("WorkflowQuery is not set on request.");
        }

        calls.DemandName(request.Query.QueryType, "QueryType is not set on request.", "QueryType length exceeds limit.");
        var range = await calls.FindAsync(ns, execution, context.Cancelled);
        var status = range.State.Status;
        if ((request.QueryRejectCondition == QueryRejectCondition.NotOpen && status != WorkflowExecutionStatus.Running)
            || (request.QueryRejectCondition == QueryRejectCondition.NotCompletedCleanly && !EngineCalls.IsCleanEnd(status)))
        {
            return new QueryWorkflowResponse { QueryRejected = new QueryRejected { Status = status } };
        }

        if (status != WorkflowExecutionStatus.Running && range.State.LastStartedId == 0)
        {
            throw ServiceException.NotReady("Workflow execution closed before WorkflowTaskStarted event");
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled, calls.Stopping);
        ending.CancelAfter(EngineCalls.WaitOf(Longest, context));
        try
        {
            return ResponseOf(await AskAsync(ns, range, request.Query, ending.Token));
        }
        catch (OperationCanceledException)
        {
            throw Unanswered(ns, range);
        }
    }

    private Task<RespondQueryTaskCompletedResponse> RespondAsync(RespondQueryTaskCompletedRequest request, RpcContext context)
    {
        if (request.TaskToken.Length == 0)
        {
            throw ServiceException.InvalidArgument("Task token not set on request.");
        }

        QueryToken token;
        try
        {
            token = QueryToken.Parser.ParseFrom(request.TaskToken);
        }
        catch (Google.Protobuf.InvalidProtocolBufferException)
        {
            throw ServiceException.InvalidArgument("Invalid TaskToken.");
        }

        if (!Guid.TryParse(token.QueryId, out _))
        {
            throw ServiceException.InvalidArgument("Invalid TaskToken.");
        }

        if (!_open.TryGetValue(token.QueryId, out var query))
        {
            throw ServiceException.NotFound("query task not found, or already expired");
        }

        query.Result.TrySetResult(request.CompletedType == QueryResultType.Answered
            ? new QueryOutcome.Answered(request.QueryResult)
            : new QueryOutcome.Failed(request.ErrorMessage, request.Failure));
        return Task.FromResult(new RespondQueryTaskCompletedResponse());
    }

    private async Task<QueryOutcome> AskAsync(NamespaceRef ns, HistoryRange range, WorkflowQuery query, CancellationToken cancellationToken)
    {
        while (true)
        {
            BufferedQuery? buffered = null;
            if (range.Run is { } run)
            {
                lock (run.Entry.Gate)
                {
                    if (run.IsOpen && run.Queries.IsFailing)
                    {
                        return new QueryOutcome.NotReady();
                    }

                    if (run.IsOpen && run.Queries.MustWait)
                    {
                        buffered = run.Queries.Add(query);
                    }
                }

                if (buffered is not null)
                {
                    try
                    {
                        var outcome = await buffered.Result.Task.WaitAsync(cancellationToken);
                        if (outcome is not QueryOutcome.AskDirectly)
                        {
                            return outcome;
                        }
                    }
                    finally
                    {
                        lock (run.Entry.Gate)
                        {
                            run.Queries.Remove(buffered);
                        }
                    }

                    continue;
                }
            }

            return await AskDirectlyAsync(ns, range, query, cancellationToken);
        }
    }

    // On the sticky queue first, where the workflow is in a worker's cache; on the normal one when nobody takes it there.
    private async Task<QueryOutcome> AskDirectlyAsync(NamespaceRef ns, HistoryRange range, WorkflowQuery query, CancellationToken cancellationToken)
    {
        var (task, sticky, stickyTimeout) = TaskOf(range, query);
        var normal = TaskQueueKey.Workflow(ns.Id, task.TaskQueue);
        _open[task.Id] = task;
        try
        {
            if (sticky.Length > 0 && calls.Host.Queues.HasPoller(TaskQueueKey.Workflow(ns.Id, sticky)))
            {
                calls.Host.Queues.Offer(TaskQueueKey.Workflow(ns.Id, sticky), new QueuedQuery(task) { NormalQueue = normal });
                try
                {
                    return await task.Result.Task.WaitAsync(stickyTimeout, cancellationToken);
                }
                catch (TimeoutException) when (!task.IsTaken)
                {
                    // Nobody is there; the stale task is dropped by whoever takes it later.
                    task.Result.TrySetCanceled(CancellationToken.None);
                    return await AskDirectlyAsync(ns, range with { Run = null, Stored = range.State }, query, cancellationToken);
                }
                catch (TimeoutException)
                {
                    return await task.Result.Task.WaitAsync(cancellationToken);
                }
            }

            calls.Host.Queues.Offer(normal, new QueuedQuery(task) { NormalQueue = normal });
            return await task.Result.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _open.TryRemove(task.Id, out _);
            task.Result.TrySetCanceled(CancellationToken.None);
        }
    }

    private static (QueryTask Task, string Sticky, TimeSpan StickyTimeout) TaskOf(HistoryRange range, WorkflowQuery query)
    {
        if (range.Run is not { } run)
        {
            return (TaskOf(range.Key, null, range.State, range.State.NextEventId, query), "", TimeSpan.Zero);
        }

        lock (run.Entry.Gate)
        {
            return (TaskOf(run.Key, run, run.State, run.State.NextEventId, query), run.State.StickyQueue, TimeSpan.FromTicks(run.State.StickyTimeout));
        }
    }

    private static QueryTask TaskOf(Keys.RunKey key, Run? run, RunState state, long next, WorkflowQuery query) => new()
    {
        Key = key,
        WorkflowType = state.WorkflowType,
        TaskQueue = state.TaskQueue,
        PreviousStartedId = state.LastStartedId,
        NextEventId = next,
        Run = run,
        Query = query,
    };

    private ServiceException Unanswered(NamespaceRef ns, HistoryRange range) =>
        calls.Host.Queues.HasPoller(TaskQueueKey.Workflow(ns.Id, range.State.TaskQueue))
            ? new ServiceException(GrpcCode.DeadlineExceeded, "query timed out before a worker could process it")
            : ServiceException.FailedPrecondition("no poller seen for task queue recently, worker may be down");

    private static QueryWorkflowResponse ResponseOf(QueryOutcome outcome) => outcome switch
    {
        QueryOutcome.Answered answered => new QueryWorkflowResponse { QueryResult = answered.Result },
        QueryOutcome.Failed failed => throw new ServiceException(GrpcCode.InvalidArgument, failed.Message, new QueryFailedFailure { Failure = failed.Failure }),
        QueryOutcome.NotReady => throw ServiceException.NotReady("Unable to query workflow due to Workflow Task in failed state."),
        _ => throw new InvalidOperationException($"A query ended with {outcome}."),
    };
}
