using Temporal.Server.History;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Api.Update.V1;

namespace Temporal.Server.Execution;

/// <summary>Turns the checked commands of a completion into events.</summary>
internal sealed class CommandApplier(Run run, Transition transition, long completedId, string identity)
{
    private readonly HashSet<string> _applied = [];

    /// <summary>An activity that had not started was cancelled: the workflow has to be told right away.</summary>
    public bool NeedsTask { get; private set; }

    public void Apply(IReadOnlyList<Command> commands, IReadOnlyDictionary<string, Message> messages)
    {
        // Rejections have no command and make no event: they count also where a command ends the run.
        foreach (var rejection in messages.Values.Where(message => message.Body?.Is(Rejection.Descriptor) == true))
        {
            Apply(rejection);
        }

        foreach (var command in commands)
        {
            if (command.ProtocolMessageCommandAttributes is { } reference)
            {
                Apply(messages[reference.MessageId]);
            }
            else
            {
                Apply(command);
            }
        }

        // Workers without commands for messages send all like that.
        if (run.IsOpen)
        {
            foreach (var message in messages.Values)
            {
                Apply(message);
            }
        }
    }

    private void Apply(Message message)
    {
        if (_applied.Add(message.Id))
        {
            run.Updates.Apply(transition, message);
        }
    }

    private void Apply(Command command)
    {
        switch (command.AttributesCase)
        {
            case Command.AttributesOneofCase.ScheduleActivityTaskCommandAttributes:
                run.Activities.Schedule(transition, command.ScheduleActivityTaskCommandAttributes, completedId, command.UserMetadata);
                break;
            case Command.AttributesOneofCase.RequestCancelActivityTaskCommandAttributes:
                NeedsTask |= run.Activities.RequestCancel(transition, command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId, completedId, identity);

                break;
            case Command.AttributesOneofCase.StartTimerCommandAttributes:
                run.Timers.Start(transition, command.StartTimerCommandAttributes, completedId, command.UserMetadata);
                break;
            case Command.AttributesOneofCase.CancelTimerCommandAttributes:
                run.Timers.Cancel(transition, command.CancelTimerCommandAttributes.TimerId, completedId, identity);
                break;
            case Command.AttributesOneofCase.RecordMarkerCommandAttributes:
                RecordMarker(command);
                break;
            case Command.AttributesOneofCase.StartChildWorkflowExecutionCommandAttributes:
                run.Children.Initiate(transition, command.StartChildWorkflowExecutionCommandAttributes, completedId, command.UserMetadata);
                break;
            case Command.AttributesOneofCase.SignalExternalWorkflowExecutionCommandAttributes:
                run.Externals.InitiateSignal(transition, command.SignalExternalWorkflowExecutionCommandAttributes, completedId, command.UserMetadata);
                break;
            case Command.AttributesOneofCase.RequestCancelExternalWorkflowExecutionCommandAttributes:
                run.Externals.InitiateCancel(transition, command.RequestCancelExternalWorkflowExecutionCommandAttributes, completedId, command.UserMetadata);
                break;
            case Command.AttributesOneofCase.UpsertWorkflowSearchAttributesCommandAttributes:
                UpsertSearchAttributes(command.UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes, command.UserMetadata);
                break;
            case Command.AttributesOneofCase.ModifyWorkflowPropertiesCommandAttributes:
                ModifyProperties(command.ModifyWorkflowPropertiesCommandAttributes.UpsertedMemo, command.UserMetadata);
                break;
            case Command.AttributesOneofCase.CompleteWorkflowExecutionCommandAttributes:
                run.Closing.Complete(transition, command.CompleteWorkflowExecutionCommandAttributes.Result, completedId, command.UserMetadata);
                break;
            case Command.AttributesOneofCase.FailWorkflowExecutionCommandAttributes:
                run.Closing.Fail(transition, command.FailWorkflowExecutionCommandAttributes.Failure, completedId, command.UserMetadata);
                break;
            case Command.AttributesOneofCase.CancelWorkflowExecutionCommandAttributes:
                run.Closing.Cancel(transition, command.CancelWorkflowExecutionCommandAttributes.Details, completedId, command.UserMetadata);
                break;
            case Command.AttributesOneofCase.ContinueAsNewWorkflowExecutionCommandAttributes:
                run.Closing.ContinueAsNew(transition, command.ContinueAsNewWorkflowExecutionCommandAttributes, completedId);
                break;
        }
    }

    private void RecordMarker(Command command)
    {
        var source = command.RecordMarkerCommandAttributes;
        var entry = HistoryEvents.New(EventType.MarkerRecorded, transition.Now);
        entry.UserMetadata = command.UserMetadata;
        entry.MarkerRecordedEventAttributes = new MarkerRecordedEventAttributes
        {
            MarkerName = source.MarkerName,
            Details = { source.Details },
            WorkflowTaskCompletedEventId = completedId,
            Header = source.Header,
            Failure = source.Failure,
        };
        run.EmitDirect(transition, entry);
    }

    private void UpsertSearchAttributes(SearchAttributes given, UserMetadata? metadata)
    {
        var attributes = run.Host.SearchAttributes.Typed(run.State.Namespace, given) ?? given;
        var entry = HistoryEvents.New(EventType.UpsertWorkflowSearchAttributes, transition.Now);
        entry.UserMetadata = metadata;
        entry.UpsertWorkflowSearchAttributesEventAttributes = new UpsertWorkflowSearchAttributesEventAttributes
        {
            WorkflowTaskCompletedEventId = completedId,
            SearchAttributes = attributes,
        };
        run.EmitDirect(transition, entry);
        var merged = run.State.SearchAttributes?.Clone() ?? new SearchAttributes();
        foreach (var (name, value) in attributes.IndexedFields)
        {
            Merge(merged.IndexedFields, name, value);
        }

        run.State.SearchAttributes = merged;
        run.IsVisibilityDirty = true;
    }

    private void ModifyProperties(Memo memo, UserMetadata? metadata)
    {
        var entry = HistoryEvents.New(EventType.WorkflowPropertiesModified, transition.Now);
        entry.UserMetadata = metadata;
        entry.WorkflowPropertiesModifiedEventAttributes = new WorkflowPropertiesModifiedEventAttributes
        {
            WorkflowTaskCompletedEventId = completedId,
            UpsertedMemo = memo,
        };
        run.EmitDirect(transition, entry);
        var merged = run.State.Memo?.Clone() ?? new Memo();
        foreach (var (name, value) in memo.Fields)
        {
            Merge(merged.Fields, name, value);
        }

        run.State.Memo = merged;
        run.IsVisibilityDirty = true;
    }

    // A null payload takes the field away.
    private static void Merge(Google.Protobuf.Collections.MapField<string, Payload> into, string name, Payload value)
    {
        if (IsNull(value))
        {
            into.Remove(name);
        }
        else
        {
            into[name] = value;
        }
    }

    private static bool IsNull(Payload value)
    {
        if (value.Data.Length == 0)
        {
            return true;
        }

        var text = value.Data.ToStringUtf8();
        return value.Metadata.TryGetValue("encoding", out var encoding)
            && (encoding.ToStringUtf8() == "binary/null" || (encoding.ToStringUtf8() == "json/plain" && text is "null" or "[]"));
    }
}
