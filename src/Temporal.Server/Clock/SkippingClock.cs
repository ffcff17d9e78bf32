namespace Temporal.Server.Clock;

/// <summary>The clock of the time-skipping test environment: while it is unlocked and nothing is in flight, it jumps to the next timer.</summary>
/// <remarks>
/// It starts locked, as the real test server does. A jump waits for a short quiet span of real time, because a step from one run to another
/// (a child's start, an external signal) may hold the time a moment later only.
/// </remarks>
internal sealed class SkippingClock : IServerClock, IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(3);

    private readonly Lock _gate = new();
    private readonly ShiftedTimeProvider _time;
    private readonly ServerClock _clock;
    private readonly ITimer _quietTimer;
    private int _holds;
    private int _locks = 1;
    private long _changes;
    private long _seen = -1;

    public SkippingClock(TimeProvider timeProvider)
    {
        _time = new ShiftedTimeProvider(timeProvider);
        _clock = new ServerClock(_time, Held);
        _quietTimer = timeProvider.CreateTimer(
            static state => ((SkippingClock)state!).OnQuiet(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public DateTimeOffset Now => _clock.Now;

    public IClockTimer Schedule(DateTimeOffset dueAt, Action callback)
    {
        var timer = _clock.Schedule(dueAt, callback);
        Consider();
        return timer;
    }

    public IDisposable HoldTime()
    {
        lock (_gate)
        {
            _holds++;
            _changes++;
        }

        return new Hold(this);
    }

    /// <summary>When the next call-back is due; null where there is none.</summary>
    public DateTimeOffset? NextDue() => _clock.NextDue();

    /// <summary>Time goes on at its own pace until the same number of <see cref="Unlock"/> calls.</summary>
    public void Lock()
    {
        lock (_gate)
        {
            _locks++;
            _changes++;
        }
    }

    /// <summary>Takes back one <see cref="Lock"/>; false where there is none.</summary>
    public bool Unlock()
    {
        lock (_gate)
        {
            if (_locks == 0)
            {
                return false;
            }

            _locks--;
            _changes++;
        }

        Consider();
        return true;
    }

    public void Dispose()
    {
        _quietTimer.Dispose();
        _clock.Dispose();
    }

    /// <summary>The time stands from the moment when a call-back comes due until it has run, however long the pool takes to start it.</summary>
    private Action Held(Action callback)
    {
        var hold = HoldTime();
        return () =>
        {
            using (hold)
            {
                callback();
            }
        };
    }

    private void Release()
    {
        lock (_gate)
        {
            _holds--;
            _changes++;
        }

        Consider();
    }

    private void Consider()
    {
        lock (_gate)
        {
            _changes++;
            if (_holds == 0 && _locks == 0)
            {
                _seen = _changes;
                _quietTimer.Change(Quiet, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void OnQuiet()
    {
        lock (_gate)
        {
            if (_holds > 0 || _locks > 0)
            {
                return;
            }

            if (_seen != _changes)
            {
                _seen = _changes;
                _quietTimer.Change(Quiet, Timeout.InfiniteTimeSpan);
                return;
            }

            if (_clock.NextDue() is not { } due)
            {
                return;
            }

            var ahead = due - Now;
            if (ahead > TimeSpan.Zero)
            {
                _time.Skip(ahead);
            }
        }

        _clock.Ring();
        Consider();
    }

    private sealed class Hold(SkippingClock clock) : IDisposable
    {
        private int _isReleased;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReleased, 1) == 0)
            {
                clock.Release();
            }
        }
    }
}
