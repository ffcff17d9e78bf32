namespace Temporalio.Worker.ActivityTasks;

/// <summary>How often heartbeats are sent.</summary>
/// <param name="Interval">Pause between two of them.</param>
/// <param name="Time">The clock.</param>
internal readonly record struct HeartbeatPlan(TimeSpan Interval, TimeProvider Time)
{
    private const double ShareOfTimeout = 0.8;

    /// <summary>80 % of the heartbeat time-out, or the worker's default where there is none; never more than the worker's maximum.</summary>
    public static HeartbeatPlan For(TimeSpan? heartbeatTimeout, WorkerSettings settings)
    {
        var interval = heartbeatTimeout is { } timeout ? timeout * ShareOfTimeout : settings.Options.DefaultHeartbeatThrottleInterval;
        var max = settings.Options.MaxHeartbeatThrottleInterval;
        return new HeartbeatPlan(interval > max ? max : interval, settings.Time);
    }
}
