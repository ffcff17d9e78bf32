using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;

namespace Temporal.Sdk.Tests.Engine;

/// <summary>Writes histories by hand. Each event comes a second after the one before.</summary>
internal sealed class HistoryBuilder
{
    public static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private long scheduledId;
    private long startedId;

    public List<HistoryEvent> Events { get; } = [];

    public long LastId => Events.Count == 0 ? 0 : Events[^1].EventId;

    /// <summary>Id of the start of the last task.</summary>
    public long LastStarted => startedId;

    public HistoryBuilder Started(string type = "Test") => Add(EventType.WorkflowExecutionStarted, e => e.WorkflowExecutionStartedEventAttributes = new()
    {
        WorkflowType = new() { Name = type },
        OriginalExecutionRunId = "run",
        TaskQueue = new() { Name = "queue" },
        Attempt = 1,
    });

    /// <summary>A task that was completed.</summary>
    public HistoryBuilder Task() => TaskStarted().TaskCompleted();

    public HistoryBuilder TaskScheduled()
    {
        Add(EventType.WorkflowTaskScheduled, e => e.WorkflowTaskScheduledEventAttributes = new());
        scheduledId = LastId;
        return this;
    }

    public HistoryBuilder TaskStarted()
    {
        TaskScheduled();
        Add(EventType.WorkflowTaskStarted, e => e.WorkflowTaskStartedEventAttributes = new() { ScheduledEventId = scheduledId });
        startedId = LastId;
        return this;
    }

    public HistoryBuilder TaskCompleted() => Add(EventType.WorkflowTaskCompleted, e =>
    {
        e.WorkflowTaskCompletedEventAttributes = new() { ScheduledEventId = scheduledId, StartedEventId = startedId, SdkMetadata = new() };
        e.WorkflowTaskCompletedEventAttributes.SdkMetadata.CoreUsedFlags.AddRange([1, 2, 3]);
    });

    public HistoryBuilder TaskFailed() => Add(EventType.WorkflowTaskFailed, e => e.WorkflowTaskFailedEventAttributes = new() { StartedEventId = startedId });

    public HistoryBuilder TimerStarted(string id) => Add(EventType.TimerStarted, e => e.TimerStartedEventAttributes = new() { TimerId = id });

    public HistoryBuilder TimerFired(string id, long startedEvent) =>
        Add(EventType.TimerFired, e => e.TimerFiredEventAttributes = new() { TimerId = id, StartedEventId = startedEvent });

    public HistoryBuilder TimerCanceled(string id, long startedEvent) =>
        Add(EventType.TimerCanceled, e => e.TimerCanceledEventAttributes = new() { TimerId = id, StartedEventId = startedEvent });

    public HistoryBuilder ActivityScheduled(string id, string type = "Act") => Add(
        EventType.ActivityTaskScheduled,
        e => e.ActivityTaskScheduledEventAttributes = new() { ActivityId = id, ActivityType = new() { Name = type } });

    public HistoryBuilder ActivityStarted(long scheduled) =>
        Add(EventType.ActivityTaskStarted, e => e.ActivityTaskStartedEventAttributes = new() { ScheduledEventId = scheduled });

    public HistoryBuilder ActivityCompleted(long scheduled) => Add(
        EventType.ActivityTaskCompleted,
        e => e.ActivityTaskCompletedEventAttributes = new() { ScheduledEventId = scheduled, Result = new() { Payloads_ = { new Payload() } } });

    public HistoryBuilder ActivityCancelRequested(long scheduled) => Add(
        EventType.ActivityTaskCancelRequested, e => e.ActivityTaskCancelRequestedEventAttributes = new() { ScheduledEventId = scheduled });

    public HistoryBuilder ActivityCanceled(long scheduled) =>
        Add(EventType.ActivityTaskCanceled, e => e.ActivityTaskCanceledEventAttributes = new() { ScheduledEventId = scheduled });

    public HistoryBuilder Signaled(string name) =>
        Add(EventType.WorkflowExecutionSignaled, e => e.WorkflowExecutionSignaledEventAttributes = new() { SignalName = name });

    public HistoryBuilder CancelRequested(string cause) =>
        Add(EventType.WorkflowExecutionCancelRequested, e => e.WorkflowExecutionCancelRequestedEventAttributes = new() { Cause = cause });

    public HistoryBuilder ChildInitiated(string id, string type = "Child") => Add(
        EventType.StartChildWorkflowExecutionInitiated,
        e => e.StartChildWorkflowExecutionInitiatedEventAttributes = new() { WorkflowId = id, WorkflowType = new() { Name = type } });

    public HistoryBuilder ChildStarted(long initiated) => Add(
        EventType.ChildWorkflowExecutionStarted,
        e => e.ChildWorkflowExecutionStartedEventAttributes = new() { InitiatedEventId = initiated, WorkflowExecution = new() { RunId = "child-run" } });

    public HistoryBuilder ChildCompleted(long initiated) => Add(
        EventType.ChildWorkflowExecutionCompleted, e => e.ChildWorkflowExecutionCompletedEventAttributes = new() { InitiatedEventId = initiated });

    public HistoryBuilder ChildStartFailed(long initiated) => Add(
        EventType.StartChildWorkflowExecutionFailed,
        e => e.StartChildWorkflowExecutionFailedEventAttributes = new()
        {
            InitiatedEventId = initiated, Cause = StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists,
        });

    public HistoryBuilder CancelExternalInitiated(string workflowId) => Add(
        EventType.RequestCancelExternalWorkflowExecutionInitiated,
        e => e.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes = new() { WorkflowExecution = new() { WorkflowId = workflowId } });

    public HistoryBuilder CancelExternalRequested(long initiated) => Add(
        EventType.ExternalWorkflowExecutionCancelRequested,
        e => e.ExternalWorkflowExecutionCancelRequestedEventAttributes = new() { InitiatedEventId = initiated });

    public HistoryBuilder SignalExternalInitiated(string signal) => Add(
        EventType.SignalExternalWorkflowExecutionInitiated,
        e => e.SignalExternalWorkflowExecutionInitiatedEventAttributes = new() { SignalName = signal });

    public HistoryBuilder SignalExternalFailed(long initiated) => Add(
        EventType.SignalExternalWorkflowExecutionFailed,
        e => e.SignalExternalWorkflowExecutionFailedEventAttributes = new()
        {
            InitiatedEventId = initiated, Cause = SignalExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound,
        });

    public HistoryBuilder Patch(string id, bool deprecated = false)
    {
        var data = $$"""{"id":"{{id}}","deprecated":{{(deprecated ? "true" : "false")}}}""";
        return Add(EventType.MarkerRecorded, e => e.MarkerRecordedEventAttributes = new()
        {
            MarkerName = "core_patch",
            Details = { ["patch-data"] = new() { Payloads_ = { new Payload { Data = Google.Protobuf.ByteString.CopyFromUtf8(data) } } } },
        });
    }

    public HistoryBuilder Upserted(params string[] keys) => Add(EventType.UpsertWorkflowSearchAttributes, e =>
    {
        e.UpsertWorkflowSearchAttributesEventAttributes = new() { SearchAttributes = new() };
        foreach (var key in keys)
        {
            e.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes.IndexedFields.Add(key, new Payload());
        }
    });

    public HistoryBuilder UpdateAccepted(string id, long sequencing) => Add(
        EventType.WorkflowExecutionUpdateAccepted,
        e => e.WorkflowExecutionUpdateAcceptedEventAttributes = new()
        {
            ProtocolInstanceId = id,
            AcceptedRequestMessageId = $"{id}/request",
            AcceptedRequestSequencingEventId = sequencing,
            AcceptedRequest = Request(id),
        });

    public HistoryBuilder UpdateCompleted(string id) => Add(
        EventType.WorkflowExecutionUpdateCompleted,
        e => e.WorkflowExecutionUpdateCompletedEventAttributes = new() { Meta = new() { UpdateId = id } });

    public HistoryBuilder Completed() => Add(EventType.WorkflowExecutionCompleted, e => e.WorkflowExecutionCompletedEventAttributes = new());

    public HistoryBuilder Of(EventType type) => Add(type, _ => { });

    public static Request Request(string id) => new() { Meta = new() { UpdateId = id }, Input = new() { Name = "up" } };

    private HistoryBuilder Add(EventType type, Action<HistoryEvent> fill)
    {
        var e = new HistoryEvent { EventId = LastId + 1, EventType = type, EventTime = Timestamp.FromDateTime(Start.AddSeconds(LastId + 1)) };
        fill(e);
        Events.Add(e);
        return this;
    }
}
