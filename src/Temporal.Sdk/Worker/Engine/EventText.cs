using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Engine;

/// <summary>Names events in messages for people.</summary>
internal static class EventText
{
    public static string Of(HistoryEvent e)
    {
        var detail = Detail(e);
        return detail is null ? $"{e.EventId} ({e.EventType})" : $"{e.EventId} ({e.EventType}, {detail})";
    }

    private static string? Detail(HistoryEvent e) => e.EventType switch
    {
        EventType.ActivityTaskScheduled =>
            $"activity '{e.ActivityTaskScheduledEventAttributes.ActivityId}' of type '{e.ActivityTaskScheduledEventAttributes.ActivityType?.Name}'",
        EventType.TimerStarted => $"timer '{e.TimerStartedEventAttributes.TimerId}'",
        EventType.TimerFired => $"timer '{e.TimerFiredEventAttributes.TimerId}'",
        EventType.TimerCanceled => $"timer '{e.TimerCanceledEventAttributes.TimerId}'",
        EventType.MarkerRecorded => $"marker '{e.MarkerRecordedEventAttributes.MarkerName}'",
        EventType.StartChildWorkflowExecutionInitiated =>
            $"child workflow '{e.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowId}' of type '{e.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowType?.Name}'",
        EventType.SignalExternalWorkflowExecutionInitiated =>
            $"signal '{e.SignalExternalWorkflowExecutionInitiatedEventAttributes.SignalName}' to '{e.SignalExternalWorkflowExecutionInitiatedEventAttributes.WorkflowExecution?.WorkflowId}'",
        EventType.RequestCancelExternalWorkflowExecutionInitiated =>
            $"workflow '{e.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes.WorkflowExecution?.WorkflowId}'",
        EventType.WorkflowExecutionUpdateAccepted => $"update '{e.WorkflowExecutionUpdateAcceptedEventAttributes.ProtocolInstanceId}'",
        EventType.WorkflowExecutionUpdateCompleted => $"update '{e.WorkflowExecutionUpdateCompletedEventAttributes.Meta?.UpdateId}'",
        _ => null,
    };
}
