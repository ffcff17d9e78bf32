using System.Globalization;
using Temporal.Server.Execution.State;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Execution;

/// <summary>Events that arrived while a workflow task was under way. The worker must not see them before its task ends, so they have no ids yet.</summary>
internal sealed class EventBuffer(RunState state, RunParts parts)
{
    private readonly List<(long Id, HistoryEvent Event)> _events = [];

    public int Count => _events.Count;

    public int Bytes { get; private set; }

    public void Add(HistoryEvent entry)
    {
        var id = ++state.NextBufferId;
        _events.Add((id, entry));
        Bytes += entry.CalculateSize();
        parts.Touch(PartKind.BufferedEvent, Key(id), entry);
    }

    public void Load(string id, HistoryEvent entry, bool isInline)
    {
        _events.Add((long.Parse(id, CultureInfo.InvariantCulture), entry));
        _events.Sort((left, right) => left.Id.CompareTo(right.Id));
        Bytes += entry.CalculateSize();
        parts.Loaded(PartKind.BufferedEvent, id, entry, isInline);
    }

    /// <summary>Takes a timer's firing back: the worker has cancelled the timer without knowing that it fired.</summary>
    public bool RemoveTimerFired(string timerId)
    {
        var index = _events.FindIndex(entry => entry.Event.TimerFiredEventAttributes?.TimerId == timerId);
        if (index < 0)
        {
            return false;
        }

        parts.Remove(PartKind.BufferedEvent, Key(_events[index].Id));
        _events.RemoveAt(index);
        return true;
    }

    /// <summary>The started event of a timer whose firing waits here; 0: it does not.</summary>
    public long FiredTimerStartedId(string timerId) =>
        _events.Select(entry => entry.Event.TimerFiredEventAttributes).FirstOrDefault(fired => fired?.TimerId == timerId)?.StartedEventId ?? 0;

    /// <summary>Whether the end of an activity waits here: the worker may still ask for its cancellation, not knowing that it has ended.</summary>
    public bool EndsActivity(long scheduledId) => _events.Exists(entry => scheduledId == entry.Event.EventType switch
    {
        EventType.ActivityTaskCompleted => entry.Event.ActivityTaskCompletedEventAttributes.ScheduledEventId,
        EventType.ActivityTaskFailed => entry.Event.ActivityTaskFailedEventAttributes.ScheduledEventId,
        EventType.ActivityTaskTimedOut => entry.Event.ActivityTaskTimedOutEventAttributes.ScheduledEventId,
        EventType.ActivityTaskCanceled => entry.Event.ActivityTaskCanceledEventAttributes.ScheduledEventId,
        _ => 0,
    });

    /// <summary>All events in the order in which they go to history: what closes an activity or a child comes last.</summary>
    public List<HistoryEvent> Drain()
    {
        var ordered = new List<HistoryEvent>(_events.Count);
        ordered.AddRange(_events.Where(entry => !IsLate(entry.Event.EventType)).Select(entry => entry.Event));
        ordered.AddRange(_events.Where(entry => IsLate(entry.Event.EventType)).Select(entry => entry.Event));
        foreach (var (id, _) in _events)
        {
            parts.Remove(PartKind.BufferedEvent, Key(id));
        }

        _events.Clear();
        Bytes = 0;
        return ordered;
    }

    private static string Key(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static bool IsLate(EventType type) => type is
        EventType.ActivityTaskCompleted or EventType.ActivityTaskFailed or EventType.ActivityTaskTimedOut or EventType.ActivityTaskCanceled
        or EventType.ChildWorkflowExecutionCompleted or EventType.ChildWorkflowExecutionFailed or EventType.ChildWorkflowExecutionCanceled
        or EventType.ChildWorkflowExecutionTimedOut or EventType.ChildWorkflowExecutionTerminated;
}
