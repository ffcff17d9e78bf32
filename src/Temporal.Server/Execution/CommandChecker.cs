using Google.Protobuf;
using Temporal.Server.Execution.State;
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
    private const string BadState = "invalid history builder state for action";

    private readonly HashSet<string> _newActivities = [];
    private readonly HashSet<string> _newTimers = [];
    private readonly HashSet<string> _goneTimers = [];
    private readonly HashSet<long> _newActivityIds = [];
    private readonly HashSet<long> _cancelledActivities = [];
    private readonly CommandAttributes _attributes = new(run.Host.Limits.IdLength, run.State.Namespace);
    private readonly HashSet<string> _accepted = [];
    // The event that the next command makes: it follows the task's completed event, and those of the task where they are not written yet.
    private long _nextId = run.State.NextEventId + (run.Tasks.Pending is { Kind: TaskKind.Normal } ? 1 : 3);
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

    private CommandError? Check(Command command)
    {
        var error = command.AttributesCase switch
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
                TooLarge(command.CompleteWorkflowExecutionCommandAttributes.Result, Cause.BadScheduleActivityAttributes, "CompleteWorkflowExecutionCommandAttributes.Result"),
            Command.AttributesOneofCase.FailWorkflowExecutionCommandAttributes => CheckFail(command.FailWorkflowExecutionCommandAttributes),
            Command.AttributesOneofCase.CancelWorkflowExecutionCommandAttributes => null,
            Command.AttributesOneofCase.ContinueAsNewWorkflowExecutionCommandAttributes => CheckContinue(command.ContinueAsNewWorkflowExecutionCommandAttributes),
            Command.AttributesOneofCase.UpsertWorkflowSearchAttributesCommandAttributes => CheckUpsert(command.UpsertWorkflowSearchAttributesCommandAttributes),
            Command.AttributesOneofCase.ModifyWorkflowPropertiesCommandAttributes => CheckProperties(command.ModifyWorkflowPropertiesCommandAttributes),
            Command.AttributesOneofCase.ProtocolMessageCommandAttributes => CheckMessage(command.ProtocolMessageCommandAttributes),
            Command.AttributesOneofCase.ScheduleNexusOperationCommandAttributes => new CommandError(Cause.FeatureDisabled, "Nexus operations are disabled"),
            Command.AttributesOneofCase.RequestCancelNexusOperationCommandAttributes => new CommandError(Cause.FeatureDisabled, "Nexus operations are disabled"),
            _ => CommandAttributes.Missing(command.CommandType),
        };
        _nextId++;
        return error;
    }

    private CommandError? CheckActivity(ScheduleActivityTaskCommandAttributes command)
    {
        if (_attributes.Check(command) is { } mistake)
        {
            return mistake;
        }

        if (run.Activities.Pending.Count + _newActivities.Count >= run.Host.Limits.PendingActivities)
        {
            return new CommandError(Cause.PendingActivitiesLimitExceeded, $"the number of pending activities, {run.Activities.Pending.Count + _newActivities.Count}, has reached the per-workflow limit of {run.Host.Limits.PendingActivities}");
        }

        _newActivityIds.Add(_nextId);
        if (run.Activities.Pending.Has(command.ActivityId) || !_newActivities.Add(command.ActivityId))
        {
            return new CommandError(Cause.ScheduleActivityDuplicateId, $"{BadState}: add-activitytask-scheduled-event, ActivityID: {command.ActivityId}");
        }

        return TooLarge(command.Input, Cause.BadScheduleActivityAttributes, "ScheduleActivityTaskCommandAttributes.Input");
    }

    private CommandError? CheckCancelActivity(RequestCancelActivityTaskCommandAttributes command)
    {
        var id = command.ScheduledEventId;
        if (id == 0)
        {
            return new CommandError(Cause.BadRequestCancelActivityAttributes, "ScheduledEventId is not set on RequestCancelActivityTaskCommand.");
        }

        // One that has not started is over with the first request, and one that is over may be cancelled as often as it pleases.
        var isPending = run.Activities.Pending.TryFind(id, out var activity);
        var isFirst = _cancelledActivities.Add(id);
        var isOver = run.Buffer.EndsActivity(id);
        var isAllowed = isPending
            ? activity is { State.CancelRequested: false } && (isFirst || !activity.IsStarted)
            : isOver || _newActivityIds.Contains(id);
        if (!isAllowed)
        {
            return new CommandError(Cause.BadRequestCancelActivityAttributes, $"{BadState}: add-activitytask-cancel-requested-event, ScheduledEventID: {id}");
        }

        if (isFirst && !isOver && activity is not { IsStarted: true })
        {
            // It is cancelled at once: two events.
            _nextId++;
        }

        return null;
    }

    private CommandError? CheckTimer(StartTimerCommandAttributes command)
    {
        if (_attributes.Check(command) is { } mistake)
        {
            return mistake;
        }

        var isPending = run.Timers.Has(command.TimerId) && !_goneTimers.Contains(command.TimerId);
        return isPending || !_newTimers.Add(command.TimerId)
            ? new CommandError(Cause.StartTimerDuplicateId, $"{BadState}: add-timer-started-event, TimerID: {command.TimerId}")
            : null;
    }

    private CommandError? CheckCancelTimer(CancelTimerCommandAttributes command)
    {
        if (_attributes.Check(command) is { } mistake)
        {
            return mistake;
        }

        if (_newTimers.Remove(command.TimerId))
        {
            return null;
        }

        var exists = run.Timers.Has(command.TimerId) || run.Buffer.FiredTimerStartedId(command.TimerId) != 0;
        return exists && _goneTimers.Add(command.TimerId)
            ? null
            : new CommandError(Cause.BadCancelTimerAttributes, $"{BadState}: add-timer-canceled-event, TimerID: {command.TimerId}");
    }

    private CommandError? CheckMarker(RecordMarkerCommandAttributes command) =>
        _attributes.Check(command) is { } mistake ? mistake
        : command.Details.Values.Sum(details => (long)details.CalculateSize()) > run.Host.Limits.BlobSize
            ? Fatal(Cause.BadRecordMarkerAttributes, "RecordMarkerCommandAttributes.Details")
        : null;

    private CommandError? CheckChild(StartChildWorkflowExecutionCommandAttributes command)
    {
#pragma warning disable CS0612 // workers still send it
        if ((CheckNamespace(command.Namespace) ?? _attributes.Check(command) ?? CheckSearchAttributes(command.SearchAttributes)) is { } mistake)
#pragma warning restore CS0612
        {
            return mistake;
        }

        if (run.Children.Count + _children++ >= run.Host.Limits.PendingChildren)
        {
            return new CommandError(Cause.PendingChildWorkflowsLimitExceeded, $"the number of pending child workflow executions, {run.Children.Count}, has reached the per-workflow limit of {run.Host.Limits.PendingChildren}");
        }

        return TooLarge(command.Input, Cause.BadStartChildExecutionAttributes, "StartChildWorkflowExecutionCommandAttributes. Input");
    }

    private CommandError? CheckSignal(SignalExternalWorkflowExecutionCommandAttributes command)
    {
#pragma warning disable CS0612 // workers still send it
        if ((CheckNamespace(command.Namespace) ?? _attributes.Check(command)) is { } mistake)
#pragma warning restore CS0612
        {
            return mistake;
        }

        if (run.Externals.Signals + _signals++ >= run.Host.Limits.PendingSignals)
        {
            return new CommandError(Cause.PendingSignalsLimitExceeded, $"the number of pending signals to external workflows, {run.Externals.Signals}, has reached the per-workflow limit of {run.Host.Limits.PendingSignals}");
        }

        return TooLarge(command.Input, Cause.BadSignalWorkflowExecutionAttributes, "SignalExternalWorkflowExecutionCommandAttributes.Input");
    }

    private CommandError? CheckCancel(RequestCancelExternalWorkflowExecutionCommandAttributes command)
    {
#pragma warning disable CS0612 // workers still send it
        if ((CheckNamespace(command.Namespace) ?? _attributes.Check(command)) is { } mistake)
#pragma warning restore CS0612
        {
            return mistake;
        }

        return run.Externals.Cancels + _cancels++ >= run.Host.Limits.PendingCancelRequests
            ? new CommandError(Cause.PendingRequestCancelLimitExceeded, $"the number of pending requests to cancel external workflows, {run.Externals.Cancels}, has reached the per-workflow limit of {run.Host.Limits.PendingCancelRequests}")
            : null;
    }

    private CommandError? CheckNamespace(string name)
    {
        try
        {
            _ = TargetNamespaces.Of(run, name);
            return null;
        }
        catch (ServiceException error)
        {
            return CommandError.Told(error);
        }
    }

    private CommandError? CheckFail(FailWorkflowExecutionCommandAttributes command)
    {
        if (command.Failure is null)
        {
            return new CommandError(Cause.BadFailWorkflowExecutionAttributes, "Failure is not set on FailWorkflowExecutionCommand.");
        }

        return TooLarge(command.Failure, Cause.BadFailWorkflowExecutionAttributes, "FailWorkflowExecutionCommandAttributes.Failure");
    }

    private CommandError? CheckContinue(ContinueAsNewWorkflowExecutionCommandAttributes command) =>
        _attributes.Check(command, run.State.WorkflowType, run.State.TaskQueue)
        ?? CheckSearchAttributes(command.SearchAttributes)
        ?? TooLarge(command.Input, Cause.BadContinueAsNewAttributes, "ContinueAsNewWorkflowExecutionCommandAttributes. Input");

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
            ? new CommandError(Cause.BadModifyWorkflowPropertiesAttributes, "ModifyWorkflowPropertiesCommandAttributes exceeds size limit.", IsFatal: true)
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
            return new CommandError(Cause.BadSearchAttributes, error.Message, IsFatal: error.Message.Contains("exceeds size limit", StringComparison.Ordinal));
        }
    }

    private CommandError? TooLarge(IMessage? payloads, Cause cause, string what) =>
        payloads is not null && payloads.CalculateSize() > run.Host.Limits.BlobSize ? Fatal(cause, what) : null;

    private static CommandError Fatal(Cause cause, string what) => new(cause, what + " exceeds size limit.", IsFatal: true);
}
