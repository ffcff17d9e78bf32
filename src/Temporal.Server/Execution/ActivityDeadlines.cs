using Temporal.Server.Clock;

namespace Temporal.Server.Execution;

/// <summary>Sets the deadlines of a run's activities.</summary>
internal sealed class ActivityDeadlines(Run run)
{
    public void ScheduleToClose(Activity activity)
    {
        if (activity.State.ScheduleToClose != 0)
        {
            Add(DeadlineKind.ActivityScheduleToClose, activity, activity.State.FirstScheduledAt, activity.State.ScheduleToClose);
        }
    }

    public void ScheduleToStart(Activity activity)
    {
        if (activity.State.ScheduleToStart != 0)
        {
            Add(DeadlineKind.ActivityScheduleToStart, activity, activity.State.ScheduledAt, activity.State.ScheduleToStart);
        }
    }

    public void Started(Activity activity)
    {
        if (activity.State.StartToClose != 0)
        {
            Add(DeadlineKind.ActivityStartToClose, activity, activity.State.StartedAt, activity.State.StartToClose);
        }

        if (activity.State.Heartbeat != 0)
        {
            Add(DeadlineKind.ActivityHeartbeat, activity, Math.Max(activity.State.HeartbeatAt, activity.State.StartedAt), activity.State.Heartbeat);
        }
    }

    public void Retry(Activity activity) => Add(DeadlineKind.ActivityRetry, activity, activity.State.ScheduledAt, 0);

    private void Add(DeadlineKind kind, Activity activity, long from, long span) =>
        run.Deadlines.Add(new Deadline(kind, Times.Add(from, span), EventId: activity.State.ScheduledId, Stamp: activity.State.Stamp));
}
