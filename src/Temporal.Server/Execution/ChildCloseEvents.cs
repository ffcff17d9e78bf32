using Temporal.Server.Execution.State;
using Temporal.Server.History;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Execution;

/// <summary>How a child's last event looks in its parent's history.</summary>
internal static class ChildCloseEvents
{
    public static HistoryEvent Build(long now, ChildState child, WorkflowExecution execution, HistoryEvent close) => close.AttributesCase switch
    {
        HistoryEvent.AttributesOneofCase.WorkflowExecutionCompletedEventAttributes => Completed(now, child, execution, close.WorkflowExecutionCompletedEventAttributes),
        HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes => Failed(now, child, execution, close.WorkflowExecutionFailedEventAttributes),
        HistoryEvent.AttributesOneofCase.WorkflowExecutionCanceledEventAttributes => Canceled(now, child, execution, close.WorkflowExecutionCanceledEventAttributes),
        HistoryEvent.AttributesOneofCase.WorkflowExecutionTimedOutEventAttributes => TimedOut(now, child, execution, close.WorkflowExecutionTimedOutEventAttributes),
        _ => Terminated(now, child, execution),
    };

    private static HistoryEvent Completed(long now, ChildState child, WorkflowExecution execution, WorkflowExecutionCompletedEventAttributes closed)
    {
        var entry = HistoryEvents.New(EventType.ChildWorkflowExecutionCompleted, now);
        entry.ChildWorkflowExecutionCompletedEventAttributes = new ChildWorkflowExecutionCompletedEventAttributes
        {
            Result = closed.Result,
            Namespace = child.Namespace,
            NamespaceId = child.NamespaceId,
            WorkflowExecution = execution,
            WorkflowType = new WorkflowType { Name = child.WorkflowType },
            InitiatedEventId = child.InitiatedId,
            StartedEventId = Math.Max(child.StartedId, 0),
        };
        return entry;
    }

    private static HistoryEvent Failed(long now, ChildState child, WorkflowExecution execution, WorkflowExecutionFailedEventAttributes closed)
    {
        var entry = HistoryEvents.New(EventType.ChildWorkflowExecutionFailed, now);
        entry.ChildWorkflowExecutionFailedEventAttributes = new ChildWorkflowExecutionFailedEventAttributes
        {
            Failure = closed.Failure,
            RetryState = closed.RetryState,
            Namespace = child.Namespace,
            NamespaceId = child.NamespaceId,
            WorkflowExecution = execution,
            WorkflowType = new WorkflowType { Name = child.WorkflowType },
            InitiatedEventId = child.InitiatedId,
            StartedEventId = Math.Max(child.StartedId, 0),
        };
        return entry;
    }

    private static HistoryEvent Canceled(long now, ChildState child, WorkflowExecution execution, WorkflowExecutionCanceledEventAttributes closed)
    {
        var entry = HistoryEvents.New(EventType.ChildWorkflowExecutionCanceled, now);
        entry.ChildWorkflowExecutionCanceledEventAttributes = new ChildWorkflowExecutionCanceledEventAttributes
        {
            Details = closed.Details,
            Namespace = child.Namespace,
            NamespaceId = child.NamespaceId,
            WorkflowExecution = execution,
            WorkflowType = new WorkflowType { Name = child.WorkflowType },
            InitiatedEventId = child.InitiatedId,
            StartedEventId = Math.Max(child.StartedId, 0),
        };
        return entry;
    }

    private static HistoryEvent TimedOut(long now, ChildState child, WorkflowExecution execution, WorkflowExecutionTimedOutEventAttributes closed)
    {
        var entry = HistoryEvents.New(EventType.ChildWorkflowExecutionTimedOut, now);
        entry.ChildWorkflowExecutionTimedOutEventAttributes = new ChildWorkflowExecutionTimedOutEventAttributes
        {
            RetryState = closed.RetryState,
            Namespace = child.Namespace,
            NamespaceId = child.NamespaceId,
            WorkflowExecution = execution,
            WorkflowType = new WorkflowType { Name = child.WorkflowType },
            InitiatedEventId = child.InitiatedId,
            StartedEventId = Math.Max(child.StartedId, 0),
        };
        return entry;
    }

    private static HistoryEvent Terminated(long now, ChildState child, WorkflowExecution execution)
    {
        var entry = HistoryEvents.New(EventType.ChildWorkflowExecutionTerminated, now);
        entry.ChildWorkflowExecutionTerminatedEventAttributes = new ChildWorkflowExecutionTerminatedEventAttributes
        {
            Namespace = child.Namespace,
            NamespaceId = child.NamespaceId,
            WorkflowExecution = execution,
            WorkflowType = new WorkflowType { Name = child.WorkflowType },
            InitiatedEventId = child.InitiatedId,
            StartedEventId = Math.Max(child.StartedId, 0),
        };
        return entry;
    }
}
