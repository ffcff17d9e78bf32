using Temporal.Server.Clock;
using Temporal.Server.Execution.State;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporal.Server.Execution;

/// <summary>How a run looks to list and describe.</summary>
internal static class ExecutionInfos
{
    /// <summary>What lists show: less than describe does.</summary>
    public static WorkflowExecutionInfo ForLists(RunState state)
    {
        var info = Of(state);
        info.FirstRunId = "";
        info.ParentNamespaceId = "";
        if (state.CloseTime == 0)
        {
            info.HistoryLength = 0;
            info.HistorySizeBytes = 0;
            info.StateTransitionCount = 0;
        }

        return info;
    }

    public static WorkflowExecutionInfo Of(RunState state)
    {
        var info = new WorkflowExecutionInfo
        {
            Execution = new WorkflowExecution { WorkflowId = state.WorkflowId, RunId = state.RunId },
            Type = new WorkflowType { Name = state.WorkflowType },
            StartTime = Times.ToTimestamp(state.StartTime),
            ExecutionTime = Times.ToTimestamp(state.ExecutionTime),
            CloseTime = Times.ToTimestampOrNull(state.CloseTime),
            Status = state.Status,
            HistoryLength = state.NextEventId - 1,
            HistorySizeBytes = state.HistoryBytes,
            StateTransitionCount = state.Transitions,
            Memo = state.Memo ?? new Memo(),
            SearchAttributes = BuildIds.AddTo(state),
            TaskQueue = state.TaskQueue,
            RootExecution = state.Root ?? new WorkflowExecution { WorkflowId = state.WorkflowId, RunId = state.RunId },
            FirstRunId = state.FirstRunId,
            Priority = state.Priority,
        };
        if (state.CloseTime != 0)
        {
            info.ExecutionDuration = Times.ToDuration(Math.Max(0, state.CloseTime - state.ExecutionTime));
        }

        if (state.Parent is { } parent)
        {
            info.ParentNamespaceId = parent.NamespaceId;
            info.ParentExecution = new WorkflowExecution { WorkflowId = parent.WorkflowId, RunId = parent.RunId };
        }

        return info;
    }
}
