using Temporalio.Api.History.V1;

namespace Temporal.Server.Tests.Differential.RandomScripts;

/// <summary>What a history leaves open, as a worker would read it.</summary>
internal sealed class OpenEntries
{
    private int _activityCount;
    private int _timerCount;

    private OpenEntries()
    {
    }

    /// <summary>The numbers of the events that scheduled the activities that have not ended.</summary>
    public List<long> Activities { get; } = [];

    /// <summary>The ids of the timers that have neither fired nor been cancelled.</summary>
    public List<string> Timers { get; } = [];

    /// <summary>The id of an activity that has not ended.</summary>
    public string? LastActivityId { get; private set; }

    /// <summary>Reads a history.</summary>
    public static OpenEntries In(Temporalio.Api.History.V1.History? history)
    {
        var open = new OpenEntries();
        foreach (var entry in history?.Events ?? [])
        {
            open.Add(entry);
        }

        return open;
    }

    /// <summary>An activity id that this run has not had.</summary>
    public string FreeActivityId() => $"act{++_activityCount}";

    /// <summary>A timer id that this run has not had.</summary>
    public string FreeTimerId() => $"timer{++_timerCount}";

    /// <summary>A timer to cancel; no other command of the task names it.</summary>
    public string TakeTimer(Random random)
    {
        var at = random.Next(Timers.Count);
        var id = Timers[at];
        Timers.RemoveAt(at);
        return id;
    }

    private void Add(HistoryEvent entry)
    {
        if (entry.ActivityTaskScheduledEventAttributes is { } activity)
        {
            _activityCount++;
            Activities.Add(entry.EventId);
            LastActivityId = activity.ActivityId;
        }
        else if (entry.TimerStartedEventAttributes is { } timer)
        {
            _timerCount++;
            Timers.Add(timer.TimerId);
        }
        else if (entry.TimerCanceledEventAttributes is { } cancelled)
        {
            Timers.Remove(cancelled.TimerId);
        }
        else
        {
            Activities.Remove(EndedActivity(entry));
        }
    }

    private static long EndedActivity(HistoryEvent entry) =>
        entry.ActivityTaskCompletedEventAttributes?.ScheduledEventId
        ?? entry.ActivityTaskFailedEventAttributes?.ScheduledEventId
        ?? entry.ActivityTaskCanceledEventAttributes?.ScheduledEventId
        ?? 0;
}
