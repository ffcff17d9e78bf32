using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Engine.Paging;

/// <summary>
/// Finds where a workflow task ends in history. The events up to there were (or are) handled in one go by the workflow's code, so a replay that cuts
/// elsewhere runs the code with other inputs than the first time.
/// </summary>
internal static class TaskBoundary
{
    /// <summary>The events at hand do not say where the task ends.</summary>
    public const int Unknown = -1;

    /// <summary>Index of the last event of the task that begins at <paramref name="start" />, or <see cref="Unknown" />.</summary>
    /// <param name="events">Events at hand.</param>
    /// <param name="start">Index of the first event that was not handled.</param>
    /// <param name="hasLastTask">Whether the events at hand go up to the newest task.</param>
    public static int FindEnd(List<HistoryEvent> events, int start, bool hasLastTask)
    {
        var sawNews = false;
        var sawCommandOrStarted = false;
        List<int>? started = null;
        for (var index = start; index < events.Count; index++)
        {
            var type = events[index].EventType;
            sawNews |= !EventKinds.IsOfTask(type);
            if (EventKinds.IsFinal(type))
            {
                return index;
            }

            if (EventKinds.IsCommandEvent(type))
            {
                sawCommandOrStarted = true;
            }
            else if (type == EventType.WorkflowExecutionStarted)
            {
                sawCommandOrStarted = true;
            }
            else if (type == EventType.WorkflowTaskStarted)
            {
                var verdict = JudgeStarted(events, index, hasLastTask, (sawNews, sawCommandOrStarted), ref started);
                if (verdict >= 0)
                {
                    return verdict;
                }
            }
        }

        return Unknown;
    }

    private static int JudgeStarted(
        List<HistoryEvent> events, int index, bool hasLastTask, (bool News, bool CommandOrStarted) saw, ref List<int>? started)
    {
        if (index + 1 >= events.Count)
        {
            return saw.CommandOrStarted ? index : Unknown;
        }

        switch (events[index + 1].EventType)
        {
            case EventType.WorkflowTaskFailed:
            case EventType.WorkflowTaskTimedOut:
            case EventType.WorkflowExecutionTimedOut:
            case EventType.WorkflowExecutionTerminated:
            case EventType.WorkflowExecutionCanceled:
                // An attempt that came to nothing: its events belong to the next one.
                return Unknown;
            case EventType.WorkflowTaskCompleted when index + 2 < events.Count:
                return JudgeCompleted(events, index, saw.News, ref started);
            case EventType.WorkflowTaskCompleted when !hasLastTask && !saw.CommandOrStarted:
                return Unknown;
            default:
                if (saw.CommandOrStarted)
                {
                    return index;
                }

                (started ??= []).Add(index);
                return Unknown;
        }
    }

    private static int JudgeCompleted(List<HistoryEvent> events, int index, bool sawNews, ref List<int>? started)
    {
        var following = events[index + 2];
        if (!sawNews && following.EventType == EventType.WorkflowTaskScheduled)
        {
            // A task that brought nothing and led to nothing, with the next right behind it, only kept the task alive. One that brought something is a task
            // of its own also where it led to no command: the code saw its news before those of the next.
            (started ??= []).Add(index);
            return Unknown;
        }

        if (following.EventType == EventType.WorkflowExecutionUpdateAccepted && started is not null)
        {
            // The update was handled in the task whose start preceded its request.
            var request = following.WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequestSequencingEventId;
            if (events[index].EventId < request)
            {
                return index;
            }

            for (var i = started.Count - 1; i >= 0; i--)
            {
                if (events[started[i]].EventId < request)
                {
                    return started[i];
                }
            }
        }

        return index;
    }
}
