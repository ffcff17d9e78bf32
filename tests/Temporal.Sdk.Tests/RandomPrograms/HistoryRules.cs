using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>The rules that every history obeys, whatever the program was.</summary>
internal sealed class HistoryRules
{
    private readonly Dictionary<long, HistoryEvent> byId = [];
    private readonly HashSet<(EventType Ending, long Of)> endings = [];
    private readonly List<string> problems = [];
    private readonly bool mayLoseTasks;
    private long lastCompleted;
    private HistoryEvent? last;
    private HistoryEvent? openTask;

    private HistoryRules(bool mayLoseTasks) => this.mayLoseTasks = mayLoseTasks;

    /// <summary>What is wrong with a history of a closed run.</summary>
    public static IReadOnlyList<string> Check(IEnumerable<HistoryEvent> events, bool mayLoseTasks)
    {
        var rules = new HistoryRules(mayLoseTasks);
        foreach (var e in events)
        {
            rules.Take(e);
        }

        if (rules.last is null || !IsClose(rules.last.EventType))
        {
            rules.problems.Add($"it ends with {rules.last?.EventType}");
        }

        return rules.problems;
    }

    /// <summary>Whether an event ends its run.</summary>
    public static bool IsClose(EventType type) => type is EventType.WorkflowExecutionCompleted or EventType.WorkflowExecutionFailed or EventType.WorkflowExecutionCanceled
        or EventType.WorkflowExecutionTerminated or EventType.WorkflowExecutionTimedOut or EventType.WorkflowExecutionContinuedAsNew;

    private void Take(HistoryEvent e)
    {
        Require(e, e.EventId == (last?.EventId ?? 0) + 1, "has not the next id");
        Require(e, (e.EventType == EventType.WorkflowExecutionStarted) == (last is null), "is not in its place");
        Require(e, last is null || !IsClose(last.EventType), "comes after the end");
        Task(e);
        Pairs(e);
        Commands(e);
        byId[e.EventId] = e;
        last = e;
    }

    private void Task(HistoryEvent e)
    {
        if (last?.EventType == EventType.WorkflowTaskStarted)
        {
            Require(
                e,
                e.EventType is EventType.WorkflowTaskCompleted or EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut or EventType.WorkflowExecutionTerminated or EventType.WorkflowExecutionTimedOut,
                "comes while a workflow task is handled");
        }

        switch (e.EventType)
        {
            case EventType.WorkflowTaskScheduled:
                Require(e, openTask is null, "comes while a workflow task is open");
                openTask = e;
                break;
            case EventType.WorkflowTaskStarted:
                Require(e, openTask?.EventId == e.WorkflowTaskStartedEventAttributes.ScheduledEventId, "starts no open workflow task");
                break;
            case EventType.WorkflowTaskCompleted:
                var completed = e.WorkflowTaskCompletedEventAttributes;
                Require(e, openTask?.EventId == completed.ScheduledEventId && last?.EventId == completed.StartedEventId, "completes no open workflow task");
                openTask = null;
                lastCompleted = e.EventId;
                break;
            case EventType.WorkflowTaskFailed:
                // Something came meanwhile; it was terminated meanwhile; a child was cancelled while another one of its id was started.
                Require(
                    e,
                    e.WorkflowTaskFailedEventAttributes.Cause is WorkflowTaskFailedCause.UnhandledCommand or WorkflowTaskFailedCause.ForceCloseCommand
                        or WorkflowTaskFailedCause.BadRequestCancelExternalWorkflowExecutionAttributes, $"failed: {e.WorkflowTaskFailedEventAttributes}");
                openTask = null;
                break;
            case EventType.WorkflowTaskTimedOut:
                Require(e, mayLoseTasks, $"timed out: {e.WorkflowTaskTimedOutEventAttributes}");
                openTask = null;
                break;
        }
    }

    private void Pairs(HistoryEvent e)
    {
        foreach (var (of, type, isEnd) in Partners(e))
        {
            Require(e, byId.TryGetValue(of, out var partner) && partner.EventType == type, $"belongs to no {type} but to {of}");
            Require(e, endings.Add((isEnd ? EventType.Unspecified : e.EventType, of)), $"is a second one of {of}");
        }
    }

    private static IEnumerable<(long Of, EventType Type, bool IsEnd)> Partners(HistoryEvent e) => e.AttributesCase switch
    {
        HistoryEvent.AttributesOneofCase.ActivityTaskStartedEventAttributes =>
            [(e.ActivityTaskStartedEventAttributes.ScheduledEventId, EventType.ActivityTaskScheduled, false)],
        HistoryEvent.AttributesOneofCase.ActivityTaskCompletedEventAttributes => Activity(e.ActivityTaskCompletedEventAttributes.ScheduledEventId, e.ActivityTaskCompletedEventAttributes.StartedEventId),
        HistoryEvent.AttributesOneofCase.ActivityTaskFailedEventAttributes => Activity(e.ActivityTaskFailedEventAttributes.ScheduledEventId, e.ActivityTaskFailedEventAttributes.StartedEventId),
        HistoryEvent.AttributesOneofCase.ActivityTaskTimedOutEventAttributes => Activity(e.ActivityTaskTimedOutEventAttributes.ScheduledEventId, e.ActivityTaskTimedOutEventAttributes.StartedEventId),
        HistoryEvent.AttributesOneofCase.ActivityTaskCanceledEventAttributes => Activity(e.ActivityTaskCanceledEventAttributes.ScheduledEventId, e.ActivityTaskCanceledEventAttributes.StartedEventId),
        HistoryEvent.AttributesOneofCase.ActivityTaskCancelRequestedEventAttributes =>
            [(e.ActivityTaskCancelRequestedEventAttributes.ScheduledEventId, EventType.ActivityTaskScheduled, false)],
        HistoryEvent.AttributesOneofCase.TimerFiredEventAttributes => [(e.TimerFiredEventAttributes.StartedEventId, EventType.TimerStarted, true)],
        HistoryEvent.AttributesOneofCase.TimerCanceledEventAttributes => [(e.TimerCanceledEventAttributes.StartedEventId, EventType.TimerStarted, true)],
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionStartedEventAttributes => Child(e.ChildWorkflowExecutionStartedEventAttributes.InitiatedEventId, null),
        HistoryEvent.AttributesOneofCase.StartChildWorkflowExecutionFailedEventAttributes =>
            [(e.StartChildWorkflowExecutionFailedEventAttributes.InitiatedEventId, EventType.StartChildWorkflowExecutionInitiated, true)],
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionCompletedEventAttributes =>
            Child(e.ChildWorkflowExecutionCompletedEventAttributes.InitiatedEventId, e.ChildWorkflowExecutionCompletedEventAttributes.StartedEventId),
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionFailedEventAttributes =>
            Child(e.ChildWorkflowExecutionFailedEventAttributes.InitiatedEventId, e.ChildWorkflowExecutionFailedEventAttributes.StartedEventId),
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionCanceledEventAttributes =>
            Child(e.ChildWorkflowExecutionCanceledEventAttributes.InitiatedEventId, e.ChildWorkflowExecutionCanceledEventAttributes.StartedEventId),
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionTerminatedEventAttributes =>
            Child(e.ChildWorkflowExecutionTerminatedEventAttributes.InitiatedEventId, e.ChildWorkflowExecutionTerminatedEventAttributes.StartedEventId),
        HistoryEvent.AttributesOneofCase.ExternalWorkflowExecutionSignaledEventAttributes =>
            [(e.ExternalWorkflowExecutionSignaledEventAttributes.InitiatedEventId, EventType.SignalExternalWorkflowExecutionInitiated, true)],
        HistoryEvent.AttributesOneofCase.SignalExternalWorkflowExecutionFailedEventAttributes =>
            [(e.SignalExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId, EventType.SignalExternalWorkflowExecutionInitiated, true)],
        HistoryEvent.AttributesOneofCase.ExternalWorkflowExecutionCancelRequestedEventAttributes =>
            [(e.ExternalWorkflowExecutionCancelRequestedEventAttributes.InitiatedEventId, EventType.RequestCancelExternalWorkflowExecutionInitiated, true)],
        HistoryEvent.AttributesOneofCase.RequestCancelExternalWorkflowExecutionFailedEventAttributes =>
            [(e.RequestCancelExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId, EventType.RequestCancelExternalWorkflowExecutionInitiated, true)],
        HistoryEvent.AttributesOneofCase.WorkflowExecutionUpdateCompletedEventAttributes =>
            [(e.WorkflowExecutionUpdateCompletedEventAttributes.AcceptedEventId, EventType.WorkflowExecutionUpdateAccepted, true)],
        _ => [],
    };

    private static IEnumerable<(long Of, EventType Type, bool IsEnd)> Activity(long scheduled, long started)
    {
        yield return (scheduled, EventType.ActivityTaskScheduled, true);
        if (started > 0)
        {
            yield return (started, EventType.ActivityTaskStarted, true);
        }
    }

    private static IEnumerable<(long Of, EventType Type, bool IsEnd)> Child(long initiated, long? started)
    {
        yield return (initiated, EventType.StartChildWorkflowExecutionInitiated, started is not null);
        if (started is { } of)
        {
            yield return (of, EventType.ChildWorkflowExecutionStarted, true);
        }
    }

    private void Commands(HistoryEvent e)
    {
        long? of = e.AttributesCase switch
        {
            HistoryEvent.AttributesOneofCase.ActivityTaskScheduledEventAttributes => e.ActivityTaskScheduledEventAttributes.WorkflowTaskCompletedEventId,
            HistoryEvent.AttributesOneofCase.ActivityTaskCancelRequestedEventAttributes => e.ActivityTaskCancelRequestedEventAttributes.WorkflowTaskCompletedEventId,
            HistoryEvent.AttributesOneofCase.TimerStartedEventAttributes => e.TimerStartedEventAttributes.WorkflowTaskCompletedEventId,
            HistoryEvent.AttributesOneofCase.TimerCanceledEventAttributes => e.TimerCanceledEventAttributes.WorkflowTaskCompletedEventId,
            HistoryEvent.AttributesOneofCase.MarkerRecordedEventAttributes => e.MarkerRecordedEventAttributes.WorkflowTaskCompletedEventId,
            HistoryEvent.AttributesOneofCase.StartChildWorkflowExecutionInitiatedEventAttributes => e.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowTaskCompletedEventId,
            HistoryEvent.AttributesOneofCase.UpsertWorkflowSearchAttributesEventAttributes => e.UpsertWorkflowSearchAttributesEventAttributes.WorkflowTaskCompletedEventId,
            HistoryEvent.AttributesOneofCase.WorkflowPropertiesModifiedEventAttributes => e.WorkflowPropertiesModifiedEventAttributes.WorkflowTaskCompletedEventId,
            HistoryEvent.AttributesOneofCase.WorkflowExecutionCompletedEventAttributes => e.WorkflowExecutionCompletedEventAttributes.WorkflowTaskCompletedEventId,
            HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes => e.WorkflowExecutionFailedEventAttributes.WorkflowTaskCompletedEventId,
            HistoryEvent.AttributesOneofCase.WorkflowExecutionCanceledEventAttributes => e.WorkflowExecutionCanceledEventAttributes.WorkflowTaskCompletedEventId,
            HistoryEvent.AttributesOneofCase.WorkflowExecutionContinuedAsNewEventAttributes => e.WorkflowExecutionContinuedAsNewEventAttributes.WorkflowTaskCompletedEventId,
            _ => null,
        };
        Require(e, of is null || (of == lastCompleted && openTask is null), $"does not come of the last completed task {lastCompleted} but of {of}");
    }

    private void Require(HistoryEvent e, bool holds, string problem)
    {
        if (!holds)
        {
            problems.Add($"{e.EventId} {e.EventType} {problem}");
        }
    }
}
