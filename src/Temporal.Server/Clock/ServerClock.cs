namespace Temporal.Server.Clock;

/// <summary>The clock of a server that lives in real time: one timer for all that is due.</summary>
internal sealed class ServerClock : IServerClock, IDisposable
{
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(30);

    private readonly Lock _gate = new();
    private readonly TimerHeap _heap = new();
    private readonly TimeProvider _timeProvider;
    private readonly Func<Action, Action>? _prepare;
    private readonly DueCallbacks? _due;
    private readonly ITimer _timer;
    private long _armedFor = long.MaxValue;

    /// <param name="timeProvider">Where the time comes from.</param>
    /// <param name="prepare">Sees each call-back when it comes due, before it is queued on the thread pool.</param>
    public ServerClock(TimeProvider timeProvider, Func<Action, Action>? prepare = null)
    {
        _timeProvider = timeProvider;
        _prepare = prepare;
        if (timeProvider == TimeProvider.System && prepare is null)
        {
            _due = new DueCallbacks();
            _timer = new PunctualTimer(Ring);
        }
        else
        {
            _timer = timeProvider.CreateTimer(static state => ((ServerClock)state!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public DateTimeOffset Now => _timeProvider.GetUtcNow();

    public IClockTimer Schedule(DateTimeOffset dueAt, Action callback)
    {
        lock (_gate)
        {
            var entry = _heap.Add(dueAt, callback);
            if (dueAt.UtcTicks < _armedFor)
            {
                Arm(dueAt.UtcTicks);
            }

            return entry;
        }
    }

    public IDisposable HoldTime() => NoHold.Instance;

    /// <summary>When the next call-back is due; null where there is none.</summary>
    public DateTimeOffset? NextDue()
    {
        lock (_gate)
        {
            return _heap.NextDue() is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
        }
    }

    /// <summary>Calls back what is due: when the timer rings, or after the time was moved.</summary>
    public void Ring()
    {
        List<Action> due;
        lock (_gate)
        {
            due = _heap.PopDue(Now);
            _armedFor = long.MaxValue;
            if (_heap.NextDue() is { } next)
            {
                Arm(next);
            }
        }

        if (_due is not null)
        {
            _due.Run(due);
            return;
        }

        foreach (var callback in due)
        {
            var action = _prepare is null ? callback : _prepare(callback);
            ThreadPool.UnsafeQueueUserWorkItem(static action => action(), action, preferLocal: false);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Arm(long dueTicks)
    {
        _armedFor = dueTicks;
        var delay = TimeSpan.FromTicks(Math.Max(0, dueTicks - Now.UtcTicks));

        // Timers count whole milliseconds and ring up to one late. Rounded down they are punctual; one that rings early finds nothing due and is set again.
        var milliseconds = Math.Floor(delay.TotalMilliseconds);
        var wait = milliseconds == 0 && delay > TimeSpan.Zero ? ShortestDelay : TimeSpan.FromMilliseconds(milliseconds);
        _timer.Change(wait > MaxDelay ? MaxDelay : wait, Timeout.InfiniteTimeSpan);
    }

    private sealed class NoHold : IDisposable
    {
        public static readonly NoHold Instance = new();

        public void Dispose()
        {
        }
    }
}
