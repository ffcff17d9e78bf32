namespace Temporalio.Activities;

/// <summary>Why an activity's token was cancelled.</summary>
public enum ActivityCancelReason
{
    /// <summary>It was not.</summary>
    None = 0,

    /// <summary>The server no longer knows the activity: it or its workflow is closed, or it timed out.</summary>
    GoneFromServer = 1,

    /// <summary>Cancellation was requested.</summary>
    CancelRequested = 2,

    /// <summary>The activity ran longer than one of its time-outs.</summary>
    Timeout = 3,

    /// <summary>The worker shuts down.</summary>
    WorkerShutdown = 4,

    /// <summary>Heartbeat details could not be converted or encoded.</summary>
    HeartbeatRecordFailure = 5,

    /// <summary>The activity was paused.</summary>
    Paused = 6,

    /// <summary>The activity was reset.</summary>
    Reset = 7,
}
