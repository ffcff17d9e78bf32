namespace Temporalio.Activities;

/// <summary>All that is known about a cancellation; several may be true.</summary>
public class ActivityCancellationDetails
{
    /// <summary>Creates details that say nothing.</summary>
    public ActivityCancellationDetails()
    {
    }

    /// <summary>The server no longer knows the activity.</summary>
    public bool IsGoneFromServer { get; init; }

    /// <summary>Cancellation was requested.</summary>
    public bool IsCancelRequested { get; init; }

    /// <summary>A time-out passed.</summary>
    public bool IsTimedOut { get; init; }

    /// <summary>The worker shuts down.</summary>
    public bool IsWorkerShutdown { get; init; }

    /// <summary>Heartbeat details could not be converted or encoded.</summary>
    public bool IsHeartbeatRecordFailure { get; init; }

    /// <summary>The activity was paused.</summary>
    public bool IsPaused { get; init; }

    /// <summary>The activity was reset.</summary>
    public bool IsReset { get; init; }
}
