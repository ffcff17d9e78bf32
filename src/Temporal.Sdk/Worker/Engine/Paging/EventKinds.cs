using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Engine.Paging;

/// <summary>What kinds of history events there are, as far as a worker cares.</summary>
internal static class EventKinds
{
    /// <summary>Events that record a command of the workflow. Only these are matched with commands.</summary>
    public static bool IsCommandEvent(EventType type) => type switch
    {
        EventType.ActivityTaskScheduled or
        EventType.ActivityTaskCancelRequested or
        EventType.MarkerRecorded or
        EventType.RequestCancelExternalWorkflowExecutionInitiated or
        EventType.SignalExternalWorkflowExecutionInitiated or
        EventType.StartChildWorkflowExecutionInitiated or
        EventType.TimerStarted or
        EventType.TimerCanceled or
        EventType.UpsertWorkflowSearchAttributes or
        EventType.WorkflowPropertiesModified or
        EventType.NexusOperationScheduled or
        EventType.NexusOperationCancelRequested or
        EventType.WorkflowExecutionCanceled or
        EventType.WorkflowExecutionCompleted or
        EventType.WorkflowExecutionContinuedAsNew or
        EventType.WorkflowExecutionFailed or
        EventType.WorkflowExecutionUpdateAccepted or
        EventType.WorkflowExecutionUpdateRejected or
        EventType.WorkflowExecutionUpdateCompleted => true,
        _ => false,
    };

    /// <summary>The events of workflow tasks themselves.</summary>
    public static bool IsOfTask(EventType type) => type is EventType.WorkflowTaskScheduled or EventType.WorkflowTaskStarted
        or EventType.WorkflowTaskCompleted or EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut;

    /// <summary>Events after which the run is over.</summary>
    public static bool IsFinal(EventType type) => type switch
    {
        EventType.WorkflowExecutionCompleted or
        EventType.WorkflowExecutionFailed or
        EventType.WorkflowExecutionTimedOut or
        EventType.WorkflowExecutionTerminated or
        EventType.WorkflowExecutionCanceled or
        EventType.WorkflowExecutionContinuedAsNew => true,
        _ => false,
    };

    /// <summary>Events that say nothing to the workflow's code.</summary>
    public static bool IsIgnorable(HistoryEvent e) => e.WorkerMayIgnore || e.EventType switch
    {
        EventType.WorkflowExecutionOptionsUpdated or
        EventType.WorkflowExecutionPaused or
        EventType.WorkflowExecutionUnpaused or
        EventType.WorkflowExecutionTimeSkippingTransitioned or
        EventType.WorkflowPropertiesModifiedExternally or
        EventType.ActivityPropertiesModifiedExternally => true,
        _ => false,
    };

    /// <summary>Id of the event that began what this event goes on with; 0 if it stands for itself.</summary>
    public static long InitiatingEventId(HistoryEvent e) => e.EventType switch
    {
        EventType.ActivityTaskStarted => e.ActivityTaskStartedEventAttributes.ScheduledEventId,
        EventType.ActivityTaskCompleted => e.ActivityTaskCompletedEventAttributes.ScheduledEventId,
        EventType.ActivityTaskFailed => e.ActivityTaskFailedEventAttributes.ScheduledEventId,
        EventType.ActivityTaskTimedOut => e.ActivityTaskTimedOutEventAttributes.ScheduledEventId,
        EventType.ActivityTaskCanceled => e.ActivityTaskCanceledEventAttributes.ScheduledEventId,
        EventType.TimerFired => e.TimerFiredEventAttributes.StartedEventId,
        EventType.StartChildWorkflowExecutionFailed => e.StartChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionStarted => e.ChildWorkflowExecutionStartedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionCompleted => e.ChildWorkflowExecutionCompletedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionFailed => e.ChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionCanceled => e.ChildWorkflowExecutionCanceledEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionTimedOut => e.ChildWorkflowExecutionTimedOutEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionTerminated => e.ChildWorkflowExecutionTerminatedEventAttributes.InitiatedEventId,
        EventType.SignalExternalWorkflowExecutionFailed => e.SignalExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        EventType.ExternalWorkflowExecutionSignaled => e.ExternalWorkflowExecutionSignaledEventAttributes.InitiatedEventId,
        EventType.RequestCancelExternalWorkflowExecutionFailed => e.RequestCancelExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        EventType.ExternalWorkflowExecutionCancelRequested => e.ExternalWorkflowExecutionCancelRequestedEventAttributes.InitiatedEventId,
        _ => 0,
    };
}
