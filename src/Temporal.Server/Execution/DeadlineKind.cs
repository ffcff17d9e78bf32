namespace Temporal.Server.Execution;

/// <summary>What becomes due in a run.</summary>
internal enum DeadlineKind
{
    RunTimeout,
    FirstTask,
    TaskScheduleToStart,
    TaskStartToClose,
    Timer,
    ActivityScheduleToStart,
    ActivityScheduleToClose,
    ActivityStartToClose,
    ActivityHeartbeat,
    ActivityRetry,
}
