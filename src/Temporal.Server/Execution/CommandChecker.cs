using Google.Protobuf;
using Temporal.Server.Grpc;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Cause = Temporalio.Api.Enums.V1.WorkflowTaskFailedCause;

namespace Temporal.Server.Execution;

/// <summary>Checks all commands of a completion before the first is applied, so that applying cannot fail half way.</summary>
internal sealed class CommandChecker(Run run, IReadOnlyDictionary<string, Message> messages)
{
    private readonly HashSet<string> _newActivities = [];
    private readonly HashSet<string> _newTimers = [];
    private readonly HashSet<string> _goneTimers = [];
    private readonly HashSet<long> _goneActivities = [];
    private readonly HashSet<string> _accepted = [];
    private int _children;
    private int _signals;
    private int _cancels;

    /// <summary>The first mistake; null when there is none.</summary>
    public CommandError? Check(IReadOnlyList<Command> commands)
    {
        foreach (var command in commands)
        {
            if (Check(command) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    /// <summary>Nothing may follow the command that ends the run; the text of the error, or null.</summary>
    public static string? CheckOrder(IReadOnlyList<Command> commands)
    {
        for (var i = 0; i < commands.Count - 1; i++)
        {
            if (IsTerminal(commands[i].CommandType))
            {
                var all = string.Join(", ", commands.Select(command => command.CommandType));
                return $"invalid command sequence: [{all}], command {commands[i].CommandType} must be the last command.";
            }
        }

        return null;
    }

    public static bool IsTerminal(CommandType type) => type is CommandType.CompleteWorkflowExecution or CommandType.FailWorkflowExecution
        or CommandType.CancelWorkflowExecution or CommandType.ContinueAsNewWorkflowExecution;

    private CommandError? Check(Command command) => command.AttributesCase switch
    {
        Command.AttributesOneofCase.ScheduleActivityTaskCommandAttributes => CheckActivity(command.ScheduleActivityTaskCommandAttributes),
        Command.AttributesOneofCase.RequestCancelActivityTaskCommandAttributes => CheckCancelActivity(command.RequestCancelActivityTaskCommandAttributes),
        Command.AttributesOneofCase.StartTimerCommandAttributes => CheckTimer(command.StartTimerCommandAttributes),
        Command.AttributesOneofCase.CancelTimerCommandAttributes => CheckCancelTimer(command.CancelTimerCommandAttributes),
        Command.AttributesOneofCase.RecordMarkerCommandAttributes => CheckMarker(command.RecordMarkerCommandAttributes),
        Command.AttributesOneofCase.StartChildWorkflowExecutionCommandAttributes => CheckChild(command.StartChildWorkflowExecutionCommandAttributes),
        Command.AttributesOneofCase.SignalExternalWorkflowExecutionCommandAttributes => CheckSignal(command.SignalExternalWorkflowExecutionCommandAttributes),
        Command.AttributesOneofCase.RequestCancelExternalWorkflowExecutionCommandAttributes => CheckCancel(command.RequestCancelExternalWorkflowExecutionCommandAttributes),
        Command.AttributesOneofCase.CompleteWorkflowExecutionCommandAttributes =>
            TooLarge(command.CompleteWorkflowExecutionCommandAttributes.Result, Cause.BadCompleteWorkflowExecutionAttributes, "CompleteWorkflowExecutionCommandAttributes.Result"),
        Command.AttributesOneofCase.FailWorkflowExecutionCommandAttributes => CheckFail(command.FailWorkflowExecutionCommandAttributes),
        Command.AttributesOneofCase.CancelWorkflowExecutionCommandAttributes => null,
        Command.AttributesOneofCase.ContinueAsNewWorkflowExecutionCommandAttributes => CheckContinue(command.ContinueAsNewWorkflowExecutionCommandAttributes),
        Command.AttributesOneofCase.UpsertWorkflowSearchAttributesCommandAttributes => CheckUpsert(command.UpsertWorkflowSearchAttributesCommandAttributes),
        Command.AttributesOneofCase.ModifyWorkflowPropertiesCommandAttributes => CheckProperties(command.ModifyWorkflowPropertiesCommandAttributes),
        Command.AttributesOneofCase.ProtocolMessageCommandAttributes => CheckMessage(command.ProtocolMessageCommandAttributes),
        Command.AttributesOneofCase.ScheduleNexusOperationCommandAttributes => new CommandError(Cause.FeatureDisabled, "Nexus operations are disabled"),
        Command.AttributesOneofCase.RequestCancelNexusOperationCommandAttributes => new CommandError(Cause.FeatureDisabled, "Nexus operations are disabled"),
        _ => new CommandError(Cause.Unspecified, $"Unknown command type: {command.CommandType}"),
    };

    private CommandError? CheckActivity(ScheduleActivityTaskCommandAttributes command)
    {
        CommandError Bad(string text) => new(Cause.BadScheduleActivityAttributes, text);
        if (command.ActivityId.Length == 0)
        {
            return Bad($"ActivityId is not set on ScheduleActivityTaskCommand. ActivityType={command.ActivityType?.Name}");
        }

        if (command.ActivityType?.Name is not { Length: > 0 })
        {
            return Bad($"ActivityType is not set on ScheduleActivityTaskCommand. ActivityId={command.ActivityId}");
        }

        if (TooLong(command.ActivityId) || TooLong(command.ActivityType.Name) || TooLong(command.TaskQueue?.Name))
        {
            return Bad($"ActivityId, ActivityType or TaskQueue on ScheduleActivityTaskCommand exceeds length limit. ActivityId={command.ActivityId} ActivityType={command.ActivityType.Name}");
        }

        if (Times.Ticks(command.ScheduleToCloseTimeout) < 0 || Times.Ticks(command.StartToCloseTimeout) < 0
            || Times.Ticks(command.ScheduleToStartTimeout) < 0 || Times.Ticks(command.HeartbeatTimeout) < 0)
        {
            return Bad($"A timeout on ScheduleActivityTaskCommand is negative. ActivityId={command.ActivityId} ActivityType={command.ActivityType.Name}");
        }

        if (Times.Ticks(command.ScheduleToCloseTimeout) == 0 && Times.Ticks(command.StartToCloseTimeout) == 0)
        {
            return Bad($"A valid StartToClose or ScheduleToCloseTimeout is not set on ScheduleActivityTaskCommand. ActivityId={command.ActivityId} ActivityType={command.ActivityType.Name}");
        }

        if (RetryPolicies.Check(command.RetryPolicy) is { } policy)
        {
            return Bad($"Invalid ActivityRetryPolicy on ScheduleActivityTaskCommand: {policy} ActivityId={command.ActivityId} ActivityType={command.ActivityType.Name}");
        }

        if (run.Activities.Pending.Count + _newActivities.Count >= run.Host.Limits.PendingActivities)
        {
            return new CommandError(Cause.PendingActivitiesLimitExceeded, $"the number of pending activities, {run.Activities.Pending.Count + _newActivities.Count}, has reached the per-workflow limit of {run.Host.Limits.PendingActivities}");
        }

        if (run.Activities.Pending.Has(command.ActivityId) || !_newActivities.Add(command.ActivityId))
        {
            return new CommandError(Cause.ScheduleActivityDuplicateId, $"ActivityID {command.ActivityId} already exists.");
        }

        return TooLarge(command.Input, Cause.BadScheduleActivityAttributes, "ScheduleActivityTaskCommandAttributes.Input");
    }

    private CommandError? CheckCancelActivity(RequestCancelActivityTaskCommandAttributes command)
    {
        if (!run.Activities.Pending.TryFind(command.ScheduledEventId, out var activity) || _goneActivities.Contains(command.ScheduledEventId))
        {
            return command.ScheduledEventId >= run.State.NextEventId || run.Buffer.EndsActivity(command.ScheduledEventId)
                ? null
                : new CommandError(Cause.BadRequestCancelActivityAttributes, $"unable to find activity scheduled event ID: {command.ScheduledEventId}");
        }

        if (!activity.IsStarted)
        {
            _goneActivities.Add(command.ScheduledEventId);
        }

        return null;
    }

    private CommandError? CheckTimer(StartTimerCommandAttributes command)
    {
        if (command.TimerId.Length == 0)
        {
            return new CommandError(Cause.BadStartTimerAttributes, "TimerId is not set on StartTimerCommand.");
        }

        if (TooLong(command.TimerId))
        {
            return new CommandError(Cause.BadStartTimerAttributes, $"TimerId on StartTimerCommand exceeds length limit. TimerId={command.TimerId}");
        }

        if (Times.Ticks(command.StartToFireTimeout) < 0)
        {
            return new CommandError(Cause.BadStartTimerAttributes, $"An invalid StartToFireTimeout is set on StartTimerCommand: duration is negative. TimerId={command.TimerId}");
        }

        var isPending = run.Timers.Has(command.TimerId) && !_goneTimers.Contains(command.TimerId);
        if (isPending || !_newTimers.Add(command.TimerId))
        {
            return new CommandError(Cause.StartTimerDuplicateId, $"TimerID {command.TimerId} already exists.");
        }

        return null;
    }

    private CommandError? CheckCancelTimer(CancelTimerCommandAttributes command)
    {
        if (command.TimerId.Length == 0)
        {
            return new CommandError(Cause.BadCancelTimerAttributes, "TimerId is not set on CancelTimerCommand.");
        }

        if (_newTimers.Remove(command.TimerId))
        {
            return null;
        }

        var exists = run.Timers.Has(command.TimerId) || run.Buffer.FiredTimerStartedId(command.TimerId) != 0;
        return exists && _goneTimers.Add(command.TimerId)
            ? null
            : new CommandError(Cause.BadCancelTimerAttributes, $"TimerID {command.TimerId} is not found.");
    }

    private CommandError? CheckMarker(RecordMarkerCommandAttributes command)
    {
        if (command.MarkerName.Length == 0)
        {
            return new CommandError(Cause.BadRecordMarkerAttributes, "MarkerName is not set on RecordMarkerCommand.");
        }

        return command.Details.Values.Sum(details => (long)details.CalculateSize()) > run.Host.Limits.BlobSize
            ? Fatal(Cause.BadRecordMarkerAttributes, "RecordMarkerCommandAttributes.Details")
            : null;
    }

    private CommandError? CheckChild(StartChildWorkflowExecutionCommandAttributes command)
    {
        CommandError Bad(string text) => new(Cause.BadStartChildExecutionAttributes, text);
        if (command.WorkflowId.Length == 0)
        {
            return Bad("Required field WorkflowId is not set on StartChildWorkflowExecutionCommand.");
        }

        if (command.WorkflowType?.Name is not { Length: > 0 })
        {
            return Bad($"Required field WorkflowType is not set on StartChildWorkflowExecutionCommand. WorkflowId={command.WorkflowId}");
        }

        if (TooLong(command.WorkflowId) || TooLong(command.WorkflowType.Name) || TooLong(command.TaskQueue?.Name))
        {
            return Bad($"WorkflowId, WorkflowType or TaskQueue on StartChildWorkflowExecutionCommand exceeds length limit. WorkflowId={command.WorkflowId}");
        }

        if (RetryPolicies.Check(command.RetryPolicy) is { } policy)
        {
            return Bad($"Invalid WorkflowRetryPolicy on StartChildWorkflowExecutionCommand: {policy} WorkflowId={command.WorkflowId}");
        }

        if (command.CronSchedule.Length > 0)
        {
            return Bad($"CronSchedule on StartChildWorkflowExecutionCommand is not supported by this server. WorkflowId={command.WorkflowId}");
        }

        if (CheckSearchAttributes(command.SearchAttributes) is { } attributes)
        {
            return attributes;
        }

        if (run.Children.Count + _children++ >= run.Host.Limits.PendingChildren)
        {
            return new CommandError(Cause.PendingChildWorkflowsLimitExceeded, $"the number of pending child workflow executions, {run.Children.Count}, has reached the per-workflow limit of {run.Host.Limits.PendingChildren}");
        }

        return TooLarge(command.Input, Cause.BadStartChildExecutionAttributes, "StartChildWorkflowExecutionCommandAttributes.Input");
    }

    private CommandError? CheckSignal(SignalExternalWorkflowExecutionCommandAttributes command)
    {
        if (command.Execution?.WorkflowId is not { Length: > 0 })
        {
            return new CommandError(Cause.BadSignalWorkflowExecutionAttributes, "Execution is nil on SignalExternalWorkflowExecutionCommand.");
        }

        if (command.SignalName.Length == 0)
        {
            return new CommandError(Cause.BadSignalWorkflowExecutionAttributes, $"SignalName is not set on SignalExternalWorkflowExecutionCommand. WorkflowId={command.Execution.WorkflowId}");
        }

        if (run.Externals.Signals + _signals++ >= run.Host.Limits.PendingSignals)
        {
            return new CommandError(Cause.PendingSignalsLimitExceeded, $"the number of pending signals to external workflows, {run.Externals.Signals}, has reached the per-workflow limit of {run.Host.Limits.PendingSignals}");
        }

        return TooLarge(command.Input, Cause.BadSignalInputSize, "SignalExternalWorkflowExecutionCommandAttributes.Input");
    }

    private CommandError? CheckCancel(RequestCancelExternalWorkflowExecutionCommandAttributes command)
    {
        if (command.WorkflowId.Length == 0)
        {
            return new CommandError(Cause.BadRequestCancelExternalWorkflowExecutionAttributes, "WorkflowId is not set on RequestCancelExternalWorkflowExecutionCommand.");
        }

        return run.Externals.Cancels + _cancels++ >= run.Host.Limits.PendingCancelRequests
            ? new CommandError(Cause.PendingRequestCancelLimitExceeded, $"the number of pending requests to cancel external workflows, {run.Externals.Cancels}, has reached the per-workflow limit of {run.Host.Limits.PendingCancelRequests}")
            : null;
    }

    private CommandError? CheckFail(FailWorkflowExecutionCommandAttributes command)
    {
        if (command.Failure is null)
        {
            return new CommandError(Cause.BadFailWorkflowExecutionAttributes, "Failure is not set on FailWorkflowExecutionCommand.");
        }

        return TooLarge(command.Failure, Cause.BadFailWorkflowExecutionAttributes, "FailWorkflowExecutionCommandAttributes.Failure");
    }

    private CommandError? CheckContinue(ContinueAsNewWorkflowExecutionCommandAttributes command)
    {
        if (RetryPolicies.Check(command.RetryPolicy) is { } policy)
        {
            return new CommandError(Cause.BadContinueAsNewAttributes, policy);
        }

        if (command.CronSchedule.Length > 0)
        {
            return new CommandError(Cause.BadContinueAsNewAttributes, "CronSchedule on ContinueAsNewWorkflowExecutionCommand is not supported by this server.");
        }

        return CheckSearchAttributes(command.SearchAttributes)
            ?? TooLarge(command.Input, Cause.BadContinueAsNewAttributes, "ContinueAsNewWorkflowExecutionCommandAttributes. Input");
    }

    private CommandError? CheckUpsert(UpsertWorkflowSearchAttributesCommandAttributes command)
    {
        if (command.SearchAttributes is not { IndexedFields.Count: > 0 })
        {
            return new CommandError(Cause.BadSearchAttributes, "IndexedFields is not set on UpsertWorkflowSearchAttributesCommand.");
        }

        return CheckSearchAttributes(command.SearchAttributes);
    }

    private CommandError? CheckProperties(ModifyWorkflowPropertiesCommandAttributes command)
    {
        if (command.UpsertedMemo is null)
        {
            return new CommandError(Cause.BadModifyWorkflowPropertiesAttributes, "UpsertedMemo is not set on ModifyWorkflowPropertiesCommand.");
        }

        var size = command.UpsertedMemo.CalculateSize() + (run.State.Memo?.CalculateSize() ?? 0);
        return size > run.Host.Limits.MemoSize
            ? new CommandError(Cause.BadModifyWorkflowPropertiesAttributes, "ModifyWorkflowPropertiesCommandAttributes. Memo exceeds size limit.", IsFatal: true)
            : null;
    }

    private CommandError? CheckMessage(ProtocolMessageCommandAttributes command)
    {
        if (!messages.TryGetValue(command.MessageId, out var message))
        {
            return new CommandError(Cause.BadUpdateWorkflowExecutionMessage, $"ProtocolMessageCommand referenced absent message ID {command.MessageId}");
        }

        if (message.Body?.Is(Temporalio.Api.Update.V1.Response.Descriptor) == true && _accepted.Contains(message.ProtocolInstanceId))
        {
            return null;
        }

        _accepted.Add(message.ProtocolInstanceId);
        return run.Updates.Check(message) is { } error ? new CommandError(Cause.BadUpdateWorkflowExecutionMessage, error) : null;
    }

    private CommandError? CheckSearchAttributes(SearchAttributes? attributes)
    {
        if (attributes is not { IndexedFields.Count: > 0 })
        {
            return null;
        }

        try
        {
            run.Host.SearchAttributes.Check(run.State.Namespace, attributes);
            return null;
        }
        catch (ServiceException error)
        {
            return new CommandError(Cause.BadSearchAttributes, error.Message);
        }
    }

    private bool TooLong(string? id) => id is not null && id.Length > run.Host.Limits.IdLength;

    private CommandError? TooLarge(IMessage? payloads, Cause cause, string what) =>
        payloads is not null && payloads.CalculateSize() > run.Host.Limits.BlobSize ? Fatal(cause, what) : null;

    private static CommandError Fatal(Cause cause, string what) => new(cause, what + " exceeds size limit.", IsFatal: true);
}
