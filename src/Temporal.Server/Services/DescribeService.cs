using Temporal.Server.Clock;
using Temporal.Server.Execution;
using Temporal.Server.Execution.State;
using Temporal.Server.Grpc;
using Temporal.Server.Matching;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using TaskQueue = Temporalio.Api.TaskQueue.V1.TaskQueue;

namespace Temporal.Server.Services;

/// <summary>DescribeWorkflowExecution and DescribeTaskQueue.</summary>
internal sealed class DescribeService(EngineCalls calls)
{
    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.Of<DescribeWorkflowExecutionRequest, DescribeWorkflowExecutionResponse>(RpcMethod.WorkflowService, "DescribeWorkflowExecution", DescribeAsync),
        RpcMethod.Of<DescribeTaskQueueRequest, DescribeTaskQueueResponse>(RpcMethod.WorkflowService, "DescribeTaskQueue", DescribeQueueAsync),
        RpcMethod.Of<ListTaskQueuePartitionsRequest, ListTaskQueuePartitionsResponse>(RpcMethod.WorkflowService, "ListTaskQueuePartitions", ListPartitionsAsync),
    ];

    private async Task<DescribeWorkflowExecutionResponse> DescribeAsync(DescribeWorkflowExecutionRequest request, RpcContext context)
    {
        var ns = calls.Namespace(request.Namespace);
        var range = await calls.FindAsync(ns, calls.Demand(request.Execution), context.Cancelled);
        if (range.Run is not { } run)
        {
            return Describe(range.State);
        }

        lock (run.Entry.Gate)
        {
            var response = Describe(run.State);
            if (run.IsOpen)
            {
                AddPending(response, run, calls.Host.Clock.Now.UtcTicks);
            }

            return response;
        }
    }

    private static DescribeWorkflowExecutionResponse Describe(RunState state) => new()
    {
        ExecutionConfig = new WorkflowExecutionConfig
        {
            TaskQueue = new TaskQueue { Name = state.TaskQueue, Kind = TaskQueueKind.Normal },
            WorkflowExecutionTimeout = Times.ToDurationOrNull(state.ExecutionTimeout),
            WorkflowRunTimeout = RunFactory.RunTimeout(state),
            DefaultWorkflowTaskTimeout = Times.ToDuration(state.TaskTimeout),
            UserMetadata = state.UserMetadata,
        },
        WorkflowExecutionInfo = ExecutionInfos.Of(state),
        WorkflowExtendedInfo = new WorkflowExecutionExtendedInfo
        {
            ExecutionExpirationTime = Times.ToTimestampOrNull(state.ExecutionDeadline),
            RunExpirationTime = Times.ToTimestampOrNull(state.RunDeadline),
            CancelRequested = state.CancelRequested,
            OriginalStartTime = Times.ToTimestamp(state.OriginalStartTime),
            RequestIdInfos =
            {
                { state.StartRequestId, new RequestIdInfo { EventType = EventType.WorkflowExecutionStarted, EventId = 1 } },
                state.AttachedRequests.ToDictionary(
                    pair => pair.Key,
                    pair => new RequestIdInfo { EventType = EventType.WorkflowExecutionOptionsUpdated, EventId = pair.Value, Buffered = pair.Value == 0 }),
            },
        },
    };

    private static void AddPending(DescribeWorkflowExecutionResponse response, Run run, long now)
    {
        foreach (var activity in run.Activities.Pending.All)
        {
            response.PendingActivities.Add(PendingActivities.Describe(activity, now));
        }

        foreach (var child in run.Children.All)
        {
            response.PendingChildren.Add(new PendingChildExecutionInfo
            {
                WorkflowId = child.WorkflowId,
                RunId = child.RunId,
                WorkflowTypeName = child.WorkflowType,
                InitiatedId = child.InitiatedId,
                ParentClosePolicy = child.ClosePolicy,
            });
        }

        if (run.Tasks.Pending is { } task)
        {
            response.PendingWorkflowTask = new PendingWorkflowTaskInfo
            {
                State = task.StartedId > 0 ? PendingWorkflowTaskState.Started : PendingWorkflowTaskState.Scheduled,
                ScheduledTime = Times.ToTimestamp(task.ScheduledAt),
                OriginalScheduledTime = Times.ToTimestamp(task.OriginalScheduledAt),
                StartedTime = Times.ToTimestampOrNull(task.StartedId > 0 ? task.StartedAt : 0),
                Attempt = task.Attempt,
            };
        }
    }

    private Task<DescribeTaskQueueResponse> DescribeQueueAsync(DescribeTaskQueueRequest request, RpcContext context)
    {
        var ns = calls.Namespace(request.Namespace);
        calls.DemandQueue(request.TaskQueue);
        var type = request.TaskQueueType == TaskQueueType.Unspecified ? TaskQueueType.Workflow : request.TaskQueueType;
        var response = new DescribeTaskQueueResponse();
        var info = InfoOf(ns.Id, request.TaskQueue.Name, type);
        response.Pollers.Add(info.Pollers);
        if (request.ReportStats)
        {
            response.Stats = info.Stats;
        }

#pragma warning disable CS0612 // the command line asks in the old ways
        if (request.IncludeTaskQueueStatus)
        {
            response.TaskQueueStatus = new TaskQueueStatus { BacklogCountHint = info.Stats.ApproximateBacklogCount };
        }

        if (request.ApiMode == DescribeTaskQueueMode.Enhanced)
        {
            var version = new TaskQueueVersionInfo();
            IEnumerable<TaskQueueType> types = request.TaskQueueTypes.Count > 0 ? request.TaskQueueTypes : [TaskQueueType.Workflow, TaskQueueType.Activity];
            foreach (var each in types.Where(each => each is TaskQueueType.Workflow or TaskQueueType.Activity))
            {
                version.TypesInfo[(int)each] = InfoOf(ns.Id, request.TaskQueue.Name, each);
            }

            response.VersionsInfo.Add("", version);
        }
#pragma warning restore CS0612
        return Task.FromResult(response);
    }

    private TaskQueueTypeInfo InfoOf(string namespaceId, string name, TaskQueueType type)
    {
        var queue = calls.Host.Queues.Find(new TaskQueueKey(namespaceId, type == TaskQueueType.Activity, name));
        var info = new TaskQueueTypeInfo
        {
            Stats = new TaskQueueStats { ApproximateBacklogCount = queue?.BacklogCount ?? 0, ApproximateBacklogAge = Times.ToDuration(0) },
        };
        foreach (var (identity, at) in queue?.Pollers() ?? [])
        {
            info.Pollers.Add(new PollerInfo { Identity = identity, LastAccessTime = Times.ToTimestamp(at.UtcTicks), RatePerSecond = 100_000 });
        }

        return info;
    }

    private Task<ListTaskQueuePartitionsResponse> ListPartitionsAsync(ListTaskQueuePartitionsRequest request, RpcContext context)
    {
        calls.Namespace(request.Namespace);
        calls.DemandQueue(request.TaskQueue);
        var partition = new TaskQueuePartitionMetadata { Key = request.TaskQueue.Name };
        return Task.FromResult(new ListTaskQueuePartitionsResponse
        {
            ActivityTaskQueuePartitions = { partition },
            WorkflowTaskQueuePartitions = { partition },
        });
    }
}
