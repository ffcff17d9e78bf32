using Temporal.Server.Execution.State;
using Temporal.Server.History;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Execution;

/// <summary>How a child's last event looks in its parent's history.</summary>
internal static class ChildCloseEvents
{
    public static HistoryEvent Build(long now, ChildState child, WorkflowExecution execution, HistoryEvent close)
    {
        var type = new WorkflowType { Name = child.WorkflowType };
        var startedId = Math.Max(child.StartedId, 0);
        if (close.WorkflowExecutionCompletedEventAttributes is { } completed)
        {
            var entry = HistoryEvents.New(EventType.ChildWorkflowExecutionCompleted, now);
            entry.ChildWorkflowExecutionCompletedEventAttributes = new ChildWorkflowExecutionCompletedEventAttributes
            {
                Result = completed.Result,
                Namespace = child.Namespace,
                NamespaceId = child.NamespaceId,
                WorkflowExecution = execution,
                WorkflowType = type,
                InitiatedEventId = child.InitiatedId,
                StartedEventId = startedId,
            };
            return entry;
        }

        if (close.WorkflowExecutionFailedEventAttributes is { } failed)
        {
            var entry = HistoryEvents.New(EventType.ChildWorkflowExecutionFailed, now);
            entry.ChildWorkflowExecutionFailedEventAttributes = new ChildWorkflowExecutionFailedEventAttributes
            {
                Failure = failed.Failure,
                RetryState = failed.RetryState,
                Namespace = child.Namespace,
                NamespaceId = child.NamespaceId,
                WorkflowExecution = execution,
                WorkflowType = type,
                InitiatedEventId = child.InitiatedId,
                StartedEventId = startedId,
            };
            return entry;
        }

        if (close.WorkflowExecutionCanceledEventAttributes is { } canceled)
        {
            var entry = HistoryEvents.New(EventType.ChildWorkflowExecutionCanceled, now);
            entry.ChildWorkflowExecutionCanceledEventAttributes = new ChildWorkflowExecutionCanceledEventAttributes
            {
                Details = canceled.Details,
                Namespace = child.Namespace,
                NamespaceId = child.NamespaceId,
                WorkflowExecution = execution,
                WorkflowType = type,
                InitiatedEventId = child.InitiatedId,
                StartedEventId = startedId,
            };
            return entry;
        }

        if (close.WorkflowExecutionTimedOutEventAttributes is { } timedOut)
        {
            var entry = HistoryEvents.New(EventType.ChildWorkflowExecutionTimedOut, now);
            entry.ChildWorkflowExecutionTimedOutEventAttributes = new ChildWorkflowExecutionTimedOutEventAttributes
            {
                RetryState = timedOut.RetryState,
                Namespace = child.Namespace,
                NamespaceId = child.NamespaceId,
                WorkflowExecution = execution,
                WorkflowType = type,
                InitiatedEventId = child.InitiatedId,
                StartedEventId = startedId,
            };
            return entry;
        }

        var terminated = HistoryEvents.New(EventType.ChildWorkflowExecutionTerminated, now);
        terminated.ChildWorkflowExecutionTerminatedEventAttributes = new ChildWorkflowExecutionTerminatedEventAttributes
        {
            Namespace = child.Namespace,
            NamespaceId = child.NamespaceId,
            WorkflowExecution = execution,
            WorkflowType = type,
            InitiatedEventId = child.InitiatedId,
            StartedEventId = startedId,
        };
        return terminated;
    }
}
