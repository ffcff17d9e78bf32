namespace Temporal.Server.Clock;

/// <summary>A time provider whose wall clock runs ahead of another's by what was skipped.</summary>
internal sealed class ShiftedTimeProvider(TimeProvider inner) : TimeProvider
{
    private long _shift;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _shift));

    public override long GetTimestamp() => inner.GetTimestamp();

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);

    /// <summary>Moves the clock on.</summary>
    public void Skip(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);
}
