namespace Temporal.Server.Clock;

/// <summary>The one clock of the server: everything that workflows see as time. Long polls and deadlines of calls go by the machine's clock instead.</summary>
internal interface IServerClock
{
    DateTimeOffset Now { get; }

    /// <summary>Calls back once, on another thread and never early, at <paramref name="dueAt"/> (at once if that is past). The callback holds up others that are due: it must be short and must not throw.</summary>
    IClockTimer Schedule(DateTimeOffset dueAt, Action callback);

    /// <summary>While anything holds the time (a workflow or activity task is under way), a time-skipping clock does not jump. Dispose to let go; cheap and without effect on the real clock.</summary>
    IDisposable HoldTime();
}
