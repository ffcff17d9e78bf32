using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Worker.Engine;

/// <summary>Names commands in messages for people.</summary>
internal static class CommandText
{
    public static string Of(Command command)
    {
        var detail = Detail(command);
        return detail is null ? command.CommandType.ToString() : $"{command.CommandType} ({detail})";
    }

    private static string? Detail(Command c) => c.CommandType switch
    {
        CommandType.ScheduleActivityTask =>
            $"activity '{c.ScheduleActivityTaskCommandAttributes.ActivityId}' of type '{c.ScheduleActivityTaskCommandAttributes.ActivityType.Name}'",
        CommandType.RequestCancelActivityTask => $"scheduled event {c.RequestCancelActivityTaskCommandAttributes.ScheduledEventId}",
        CommandType.StartTimer => $"timer '{c.StartTimerCommandAttributes.TimerId}'",
        CommandType.CancelTimer => $"timer '{c.CancelTimerCommandAttributes.TimerId}'",
        CommandType.RecordMarker => $"marker '{c.RecordMarkerCommandAttributes.MarkerName}'",
        CommandType.StartChildWorkflowExecution =>
            $"child workflow '{c.StartChildWorkflowExecutionCommandAttributes.WorkflowId}' of type '{c.StartChildWorkflowExecutionCommandAttributes.WorkflowType.Name}'",
        CommandType.SignalExternalWorkflowExecution =>
            $"signal '{c.SignalExternalWorkflowExecutionCommandAttributes.SignalName}' to '{c.SignalExternalWorkflowExecutionCommandAttributes.Execution.WorkflowId}'",
        CommandType.RequestCancelExternalWorkflowExecution => $"workflow '{c.RequestCancelExternalWorkflowExecutionCommandAttributes.WorkflowId}'",
        CommandType.ProtocolMessage => $"message '{c.ProtocolMessageCommandAttributes.MessageId}'",
        _ => null,
    };
}
