using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Clock;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Cause = Temporalio.Api.Enums.V1.WorkflowTaskFailedCause;
using TaskQueue = Temporalio.Api.TaskQueue.V1.TaskQueue;

namespace Temporal.Server.Execution;

/// <summary>Checks what commands say, apart from the state of the run; in the real server's order and words.</summary>
internal sealed class CommandAttributes(int idLength, string namespaceName)
{
    private const string Negative = "negative duration";

    /// <summary>A command without its attributes.</summary>
    public static CommandError Missing(CommandType type)
    {
        Cause? cause = type switch
        {
            CommandType.ScheduleActivityTask => Cause.BadScheduleActivityAttributes,
            CommandType.RequestCancelActivityTask => Cause.BadRequestCancelActivityAttributes,
            CommandType.StartTimer => Cause.BadStartTimerAttributes,
            CommandType.CancelTimer => Cause.BadCancelTimerAttributes,
            CommandType.RecordMarker => Cause.BadRecordMarkerAttributes,
            CommandType.CompleteWorkflowExecution => Cause.BadCompleteWorkflowExecutionAttributes,
            CommandType.FailWorkflowExecution => Cause.BadFailWorkflowExecutionAttributes,
            CommandType.CancelWorkflowExecution => Cause.BadCancelWorkflowExecutionAttributes,
            CommandType.ContinueAsNewWorkflowExecution => Cause.BadContinueAsNewAttributes,
            CommandType.StartChildWorkflowExecution => Cause.BadStartChildExecutionAttributes,
            CommandType.SignalExternalWorkflowExecution => Cause.BadSignalWorkflowExecutionAttributes,
            CommandType.RequestCancelExternalWorkflowExecution => Cause.BadRequestCancelExternalWorkflowExecutionAttributes,
            CommandType.UpsertWorkflowSearchAttributes => Cause.BadSearchAttributes,
            CommandType.ModifyWorkflowProperties => Cause.BadModifyWorkflowPropertiesAttributes,
            CommandType.ProtocolMessage => Cause.BadUpdateWorkflowExecutionMessage,
            _ => null,
        };
        return cause is null ? CommandError.Told($"unknown command type: {type}") : new CommandError(cause.Value, $"{type}CommandAttributes is not set on {type}Command.");
    }

    public CommandError? Check(ScheduleActivityTaskCommandAttributes command)
    {
        const Cause Bad = Cause.BadScheduleActivityAttributes;
        const string Name = "ScheduleActivityTaskCommand";
        var (id, type) = (command.ActivityId, command.ActivityType?.Name ?? "");
        var tail = $"ActivityId={id} ActivityType={type}";
        return CheckQueue(command.TaskQueue) is { } queue ? CommandError.Told($"invalid TaskQueue on {Name}: {queue}. {tail}")
            : id.Length == 0 ? new CommandError(Bad, $"ActivityId is not set on {Name}. ActivityType={type}")
            : type.Length == 0 ? new CommandError(Bad, $"ActivityType is not set on {Name}. ActivityID={id}")
            // The real server misspells its own command here.
            : RetryPolicies.Check(command.RetryPolicy) is { } policy ? CommandError.Told($"invalid ActivityRetryPolicy on SechduleActivityTaskCommand: {policy}. {tail}")
            : IsTooLong(id) ? new CommandError(Bad, $"ActivityId on {Name} exceeds length limit. {tail} {Length(id)}")
            : IsTooLong(type) ? new CommandError(Bad, $"ActivityType on {Name} exceeds length limit. {tail} {Length(type)}")
            : CheckSpans(
                name => new CommandError(Bad, $"Invalid {name} for {Name}: {Negative}. {tail}"),
                ("ScheduleToCloseTimeout", command.ScheduleToCloseTimeout),
                ("ScheduleToStartTimeout", command.ScheduleToStartTimeout),
                ("StartToCloseTimeout", command.StartToCloseTimeout),
                ("HeartbeatTimeout", command.HeartbeatTimeout)) is { } span ? span
            : Priorities.Check(command.Priority) is { } priority ? new CommandError(Bad, priority)
            : Times.Ticks(command.ScheduleToCloseTimeout) == 0 && Times.Ticks(command.StartToCloseTimeout) == 0
                ? new CommandError(Bad, $"A valid StartToClose or ScheduleToCloseTimeout is not set on {Name}. {tail}")
            : null;
    }

    public CommandError? Check(StartTimerCommandAttributes command) =>
        command.TimerId.Length == 0 ? new CommandError(Cause.BadStartTimerAttributes, "TimerId is not set on StartTimerCommand.")
        : IsTooLong(command.TimerId) ? new CommandError(Cause.BadStartTimerAttributes, $"TimerId on StartTimerCommand exceeds length limit. TimerId={command.TimerId} {Length(command.TimerId)}")
        : Times.Ticks(command.StartToFireTimeout) < 0
            ? new CommandError(Cause.BadStartTimerAttributes, $"An invalid StartToFireTimeout is set on StartTimerCommand: {Negative}. TimerId={command.TimerId}")
        : null;

    public CommandError? Check(CancelTimerCommandAttributes command) =>
        command.TimerId.Length == 0 ? new CommandError(Cause.BadCancelTimerAttributes, "TimerId is not set on CancelTimerCommand.")
        : IsTooLong(command.TimerId) ? new CommandError(Cause.BadCancelTimerAttributes, $"TimerId on CancelTimerCommand exceeds length limit. TimerId={command.TimerId} {Length(command.TimerId)}")
        : null;

    public CommandError? Check(RecordMarkerCommandAttributes command) =>
        command.MarkerName.Length == 0 ? new CommandError(Cause.BadRecordMarkerAttributes, "MarkerName is not set on RecordMarkerCommand.")
        : IsTooLong(command.MarkerName)
            ? new CommandError(Cause.BadRecordMarkerAttributes, $"MarkerName on RecordMarkerCommand exceeds length limit. MarkerName={command.MarkerName} {Length(command.MarkerName)}")
        : null;

    public CommandError? Check(StartChildWorkflowExecutionCommandAttributes command)
    {
        const Cause Bad = Cause.BadStartChildExecutionAttributes;
        const string Name = "StartChildWorkflowExecutionCommand";
        var (id, type) = (command.WorkflowId, command.WorkflowType?.Name ?? "");
#pragma warning disable CS0612 // workers still send it
        var space = $"Namespace={(command.Namespace.Length > 0 ? command.Namespace : namespaceName)}";
#pragma warning restore CS0612
        var tail = $"WorkflowId={id} WorkflowType={type} {space}";
        return id.Length == 0 ? new CommandError(Bad, $"Required field WorkflowId is not set on {Name}. WorkflowType={type} {space}")
            : type.Length == 0 ? new CommandError(Bad, $"Required field WorkflowType is not set on {Name}. WorkflowId={id} {space}")
            : id.Contains('\0', StringComparison.Ordinal) ? new CommandError(Bad, $"WorkflowId on {Name} holds a zero character. WorkflowType={type} {space}")
            : IsTooLong(id) ? new CommandError(Bad, $"WorkflowId on {Name} exceeds length limit. WorkflowId={id} {Length(id)} WorkflowType={type} {space}")
            : IsTooLong(type) ? new CommandError(Bad, $"WorkflowType on {Name} exceeds length limit. WorkflowId={id} WorkflowType={type} {Length(type)} {space}")
            : CheckSpans(
                name => new CommandError(Bad, $"Invalid {name} on {Name}: {Negative}. {tail}"),
                ("WorkflowExecutionTimeout", command.WorkflowExecutionTimeout),
                ("WorkflowRunTimeout", command.WorkflowRunTimeout),
                ("WorkflowTaskTimeout", command.WorkflowTaskTimeout)) is { } span ? span
            : RetryPolicies.Check(command.RetryPolicy) is { } policy ? CommandError.Told($"invalid WorkflowRetryPolicy on {Name}: {policy}. {tail}")
            : command.CronSchedule.Length > 0 ? new CommandError(Bad, $"CronSchedule on {Name} is not supported by this server. {tail}")
            : command.TaskQueue?.Name is { Length: > 0 } && CheckQueue(command.TaskQueue) is { } queue
                ? CommandError.Told($"invalid TaskQueue on {Name}: {queue}. {tail} TaskQueue={Show(command.TaskQueue.Name)}")
            : null;
    }

    public CommandError? Check(SignalExternalWorkflowExecutionCommandAttributes command)
    {
        const Cause Bad = Cause.BadSignalWorkflowExecutionAttributes;
        const string Name = "SignalExternalWorkflowExecutionCommand";
        if (command.Execution is not { } target)
        {
            return new CommandError(Bad, $"Execution is not set on {Name}.");
        }

#pragma warning disable CS0612 // workers still send it
        var where = $"Namespace={command.Namespace} RunId={target.RunId}";
#pragma warning restore CS0612
        return target.WorkflowId.Length == 0 ? new CommandError(Bad, $"WorkflowId is not set on {Name}. {where} SignalName={command.SignalName}")
            : IsTooLong(target.WorkflowId)
                ? new CommandError(Bad, $"WorkflowId on {Name} exceeds length limit. WorkflowId={target.WorkflowId} {Length(target.WorkflowId)} {where} SignalName={command.SignalName}")
            : IsRubbish(target.RunId) ? new CommandError(Bad, $"Invalid RunId set on {Name}. WorkflowId={target.WorkflowId} {where} SignalName={command.SignalName}")
            : command.SignalName.Length == 0 ? new CommandError(Bad, $"SignalName is not set on {Name}. WorkflowId={target.WorkflowId} {where}")
            : null;
    }

    public CommandError? Check(RequestCancelExternalWorkflowExecutionCommandAttributes command)
    {
        const Cause Bad = Cause.BadRequestCancelExternalWorkflowExecutionAttributes;
        const string Name = "RequestCancelExternalWorkflowExecutionCommand";
#pragma warning disable CS0612 // workers still send it
        var space = $"Namespace={command.Namespace}";
#pragma warning restore CS0612
        return command.WorkflowId.Length == 0 ? new CommandError(Bad, $"WorkflowId is not set on {Name}. {space} RunId={command.RunId}")
            : IsTooLong(command.WorkflowId)
                ? new CommandError(Bad, $"WorkflowId on {Name} exceeds length limit. WorkflowId={command.WorkflowId} {Length(command.WorkflowId)} RunId={command.RunId} {space}")
            : IsRubbish(command.RunId) ? new CommandError(Bad, $"Invalid RunId set on {Name}. WorkflowId={command.WorkflowId} RunId={command.RunId} {space}")
            : null;
    }

    public CommandError? Check(ContinueAsNewWorkflowExecutionCommandAttributes command, string ownType, string ownQueue)
    {
        const Cause Bad = Cause.BadContinueAsNewAttributes;
        const string Name = "ContinueAsNewWorkflowExecutionCommand";
        var type = command.WorkflowType?.Name is { Length: > 0 } given ? given : ownType;
        var queue = command.TaskQueue?.Name is { Length: > 0 } name ? name : ownQueue;
        var tail = $"WorkflowType={type} TaskQueue={Show(queue)}";
        return IsTooLong(type) ? new CommandError(Bad, $"WorkflowType on {Name} exceeds length limit. WorkflowType={type} {Length(type)}")
            : TaskQueueNames.Check(queue, idLength) is { } error ? CommandError.Told($"error validating {Name} TaskQueue: {error}. {tail}")
            : CheckSpans(
                span => new CommandError(Bad, $"Invalid {span} on {Name}: {Negative}. {tail}"),
                ("WorkflowRunTimeout", command.WorkflowRunTimeout),
                ("WorkflowTaskTimeout", command.WorkflowTaskTimeout),
                ("BackoffStartInterval", command.BackoffStartInterval)) is { } mistake ? mistake
            : RetryPolicies.Check(command.RetryPolicy) is { } policy ? CommandError.Told($"invalid WorkflowRetryPolicy on {Name}: {policy}. {tail}")
            : command.CronSchedule.Length > 0 ? new CommandError(Bad, $"CronSchedule on {Name} is not supported by this server.")
            : null;
    }

    private static string Show(string queue) => $"name:\"{queue}\"  kind:TASK_QUEUE_KIND_NORMAL";

    private static bool IsRubbish(string runId) => runId.Length > 0 && !Guid.TryParse(runId, out _);

    private static CommandError? CheckSpans(Func<string, CommandError> mistake, params ReadOnlySpan<(string Name, Duration? Value)> spans)
    {
        foreach (var (name, value) in spans)
        {
            if (Times.Ticks(value) < 0)
            {
                return mistake(name);
            }
        }

        return null;
    }

    private string? CheckQueue(TaskQueue? queue) => queue is null ? "taskQueue is not set" : TaskQueueNames.Check(queue.Name, idLength);

    private string Length(string id) => $"Length={id.Length} Limit={idLength}";

    private bool IsTooLong(string id) => id.Length > idLength;
}
