using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Worker.Activations;

// The namespace fields are deprecated in the protocol, but servers still go by them.
#pragma warning disable CS0612

namespace Temporalio.Worker.Engine.Machines;

/// <summary>Commands about child workflows.</summary>
internal static class ChildWorkflowShapes
{
    public static Command Start(WorkflowCommand.StartChildWorkflow command) => new()
    {
        CommandType = CommandType.StartChildWorkflowExecution,
        UserMetadata = CommandMetadata.Of(command),
        StartChildWorkflowExecutionCommandAttributes = new()
        {
            Namespace = command.Namespace,
            WorkflowId = command.WorkflowId,
            WorkflowType = new() { Name = command.WorkflowType },
            TaskQueue = new() { Name = command.TaskQueue, Kind = TaskQueueKind.Normal },
            Input = ProtoShapes.Payloads(command.Input),
            WorkflowExecutionTimeout = ProtoShapes.Duration(command.ExecutionTimeout),
            WorkflowRunTimeout = ProtoShapes.Duration(command.RunTimeout),
            WorkflowTaskTimeout = ProtoShapes.Duration(command.TaskTimeout),
            ParentClosePolicy = (ParentClosePolicy)command.ParentClosePolicy,
            WorkflowIdReusePolicy = command.IdReusePolicy,
            RetryPolicy = command.RetryPolicy,
            CronSchedule = command.CronSchedule ?? string.Empty,
            Header = ProtoShapes.Header(command.Headers),
            Memo = command.Memo,
            SearchAttributes = command.SearchAttributes,
            Priority = command.Priority,
        },
    };

    public static RequestCancelExternalWorkflowExecutionCommandAttributes Cancel(WorkflowCommand.StartChildWorkflow command, string reason) => new()
    {
        Namespace = command.Namespace,
        WorkflowId = command.WorkflowId,
        ChildWorkflowOnly = true,
        Reason = reason,
    };
}
