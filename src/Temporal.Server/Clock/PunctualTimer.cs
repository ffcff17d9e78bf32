namespace Temporal.Server.Clock;

/// <summary>A one-shot timer with a thread of its own, punctual to about a millisecond; it calls back on that thread.</summary>
/// <remarks>
/// The runtime's timers go by a clock that Linux moves every 4 ms, and then wait for a thread of the pool. Timers of workflows need not be that late.
/// It may ring a moment early, as any timer may when the wall clock is set: whoever is called looks at the clock.
/// </remarks>
internal sealed class PunctualTimer : ITimer
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly object _gate = new();
    private readonly Action _ring;
    private long? _dueAt;
    private bool _isDisposed;

    public PunctualTimer(Action ring)
    {
        _ring = ring;
        new Thread(Run) { IsBackground = true, Name = "Temporal clock" }.Start();
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _dueAt = dueTime == Timeout.InfiniteTimeSpan
                ? null
                : TimeProvider.System.GetTimestamp() + (long)(dueTime.TotalSeconds * TimeProvider.System.TimestampFrequency);
            Monitor.Pulse(_gate);
            return !_isDisposed;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Monitor.Pulse(_gate);
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Run()
    {
        while (Wait())
        {
            _ring();
        }
    }

    /// <summary>Returns at the time that is set; false when the timer has been disposed.</summary>
    private bool Wait()
    {
        lock (_gate)
        {
            while (!_isDisposed)
            {
                if (_dueAt is not { } dueAt)
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                var left = TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp(), dueAt);
                if (left <= TimeSpan.Zero)
                {
                    _dueAt = null;
                    return true;
                }

                Monitor.Wait(_gate, left < LongestWait ? (int)Math.Ceiling(left.TotalMilliseconds) : (int)LongestWait.TotalMilliseconds);
            }

            return false;
        }
    }
}
