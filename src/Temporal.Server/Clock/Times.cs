using Google.Protobuf.WellKnownTypes;

namespace Temporal.Server.Clock;

/// <summary>Between the protocol's times and the ticks that run states hold.</summary>
internal static class Times
{
    private const int NanosecondsPerTick = 100;

    public static Timestamp ToTimestamp(long ticks)
    {
        var sinceEpoch = ticks - DateTime.UnixEpoch.Ticks;
        var seconds = Math.DivRem(sinceEpoch, TimeSpan.TicksPerSecond, out var rest);
        if (rest < 0)
        {
            seconds--;
            rest += TimeSpan.TicksPerSecond;
        }

        return new Timestamp { Seconds = seconds, Nanos = (int)rest * NanosecondsPerTick };
    }

    public static Timestamp? ToTimestampOrNull(long ticks) => ticks == 0 ? null : ToTimestamp(ticks);

    public static Duration ToDuration(long ticks)
    {
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        return new Duration { Seconds = seconds, Nanos = (int)rest * NanosecondsPerTick };
    }

    /// <summary>A span as the protocol says it where none is not said at all.</summary>
    public static Duration? ToDurationOrNull(long ticks) => ticks == 0 ? null : ToDuration(ticks);

    public static long Ticks(Duration? duration) =>
        duration is null ? 0 : (duration.Seconds * TimeSpan.TicksPerSecond) + (duration.Nanos / NanosecondsPerTick);

    public static long Ticks(Timestamp? time) =>
        time is null ? 0 : DateTime.UnixEpoch.Ticks + (time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanos / NanosecondsPerTick);

    /// <summary>A time after another, not beyond what a date can say.</summary>
    public static long Add(long time, long span) => span > DateTime.MaxValue.Ticks - time ? DateTime.MaxValue.Ticks : time + span;

    public static DateTimeOffset ToDate(long ticks) => new(Math.Min(ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero);

    /// <summary>The shorter of two spans, where 0 means none.</summary>
    public static long Shorter(long one, long other) => one == 0 ? other : other == 0 ? one : Math.Min(one, other);
}
