using Temporal.Server.Clock;
using Temporalio.Api.Command.V1;

namespace Temporal.Server.Execution;

/// <summary>The four time-outs of an activity as they go to history; 0: none.</summary>
internal readonly record struct ActivityTimeouts(long ScheduleToClose, long ScheduleToStart, long StartToClose, long Heartbeat)
{
    /// <summary>Fills in what is missing and limits all by the run's time-out.</summary>
    public static ActivityTimeouts Normalize(ScheduleActivityTaskCommandAttributes command, long runTimeout)
    {
        var scheduleToClose = Times.Ticks(command.ScheduleToCloseTimeout);
        var scheduleToStart = Times.Ticks(command.ScheduleToStartTimeout);
        var startToClose = Times.Ticks(command.StartToCloseTimeout);
        var heartbeat = Times.Ticks(command.HeartbeatTimeout);
        if (scheduleToClose > 0)
        {
            scheduleToStart = scheduleToStart == 0 ? scheduleToClose : Math.Min(scheduleToStart, scheduleToClose);
            startToClose = startToClose == 0 ? scheduleToClose : Math.Min(startToClose, scheduleToClose);
        }
        else
        {
            scheduleToClose = runTimeout;
            scheduleToStart = scheduleToStart == 0 ? runTimeout : scheduleToStart;
        }

        if (runTimeout > 0)
        {
            scheduleToClose = Math.Min(scheduleToClose, runTimeout);
            scheduleToStart = Math.Min(scheduleToStart, runTimeout);
            startToClose = Math.Min(startToClose, runTimeout);
            heartbeat = Math.Min(heartbeat, runTimeout);
        }

        return new ActivityTimeouts(scheduleToClose, scheduleToStart, startToClose, Math.Min(heartbeat, startToClose));
    }
}
