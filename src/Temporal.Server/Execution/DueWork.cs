using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Execution;

/// <summary>What happens when something of a run is due.</summary>
internal static class DueWork
{
    /// <summary>All that is due by now, in one transition.</summary>
    public static void Do(Run run, Transition transition)
    {
        run.Deadlines.Woke();
        while (run.IsOpen && run.Deadlines.TryTake(transition.Now, out var deadline))
        {
            Do(run, transition, deadline);
        }

        run.Deadlines.Arm();
    }

    private static void Do(Run run, Transition transition, Deadline deadline)
    {
        switch (deadline.Kind)
        {
            case DeadlineKind.RunTimeout:
                run.Closing.TimeOut(transition);
                break;
            case DeadlineKind.FirstTask when run.State.FirstTaskAt == 0:
                break;
            case DeadlineKind.FirstTask:
                run.State.FirstTaskAt = 0;
                run.Tasks.Schedule(transition);
                break;
            case DeadlineKind.TaskScheduleToStart:
                if (run.Tasks.Pending is { StartedId: 0 } waiting && waiting.Stamp == deadline.Stamp)
                {
                    run.Tasks.TimeOut(transition, TimeoutType.ScheduleToStart);
                }

                break;
            case DeadlineKind.TaskStartToClose:
                if (run.Tasks.Pending is { StartedId: > 0 } started && started.Stamp == deadline.Stamp)
                {
                    run.Tasks.TimeOut(transition, TimeoutType.StartToClose);
                }

                break;
            case DeadlineKind.Timer:
                run.Timers.Due(transition, deadline);
                break;
            default:
                run.Activities.Due(transition, deadline);
                break;
        }
    }
}
