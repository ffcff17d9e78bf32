using Temporal.Server.Clock;

namespace Temporal.Server.Tests.Execution;

/// <summary>A clock that stands still until the test moves it; what becomes due is called in order, on the caller's thread.</summary>
internal sealed class ManualClock(DateTimeOffset now) : IServerClock
{
    private readonly List<ManualTimer> _timers = [];

    public DateTimeOffset Now { get; private set; } = now;

    public int Holds { get; private set; }

    public IClockTimer Schedule(DateTimeOffset dueAt, Action callback)
    {
        var timer = new ManualTimer(dueAt, callback);
        lock (_timers)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    public IDisposable HoldTime()
    {
        Holds++;
        return new Hold(this);
    }

    public void Advance(TimeSpan span)
    {
        var end = Now + span;
        while (Next(end) is { } timer)
        {
            Now = timer.DueAt > Now ? timer.DueAt : Now;
            timer.Fire();
        }

        Now = end;
    }

    private ManualTimer? Next(DateTimeOffset end)
    {
        lock (_timers)
        {
            var timer = _timers.Where(timer => !timer.IsCancelled && timer.DueAt <= end).MinBy(timer => timer.DueAt);
            if (timer is not null)
            {
                _timers.Remove(timer);
            }

            return timer;
        }
    }

    private sealed class ManualTimer(DateTimeOffset dueAt, Action callback) : IClockTimer
    {
        public DateTimeOffset DueAt { get; } = dueAt;

        public bool IsCancelled { get; private set; }

        public void Cancel() => IsCancelled = true;

        public void Fire() => callback();
    }

    private sealed class Hold(ManualClock clock) : IDisposable
    {
        public void Dispose() => clock.Holds--;
    }
}
