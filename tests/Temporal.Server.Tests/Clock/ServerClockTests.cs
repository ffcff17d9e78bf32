using Temporal.Server.Clock;
using Vibe.TestKit;

namespace Temporal.Server.Tests.Clock;

public sealed class ServerClockTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Schedule_BeforeItsTime_DoesNotRing()
    {
        using var clock = new ServerClock(_time);
        var rang = new TaskCompletionSource();
        clock.Schedule(clock.Now.AddSeconds(10), rang.SetResult);

        _time.Advance(TimeSpan.FromMilliseconds(9_999));
        Assert.False(rang.Task.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        await Eventually.WithinAsync(rang.Task);
    }

    [Fact]
    public async Task Schedule_InThePast_RingsAtOnce()
    {
        using var clock = new ServerClock(TimeProvider.System);
        var rang = new TaskCompletionSource();

        clock.Schedule(clock.Now.AddSeconds(-1), rang.SetResult);

        await Eventually.WithinAsync(rang.Task);
    }

    [Fact]
    public async Task Cancel_BeforeItsTime_NeverRings()
    {
        using var clock = new ServerClock(_time);
        var wrong = false;
        var rang = new TaskCompletionSource();
        var cancelled = clock.Schedule(clock.Now.AddSeconds(1), () => wrong = true);
        clock.Schedule(clock.Now.AddSeconds(2), rang.SetResult);

        cancelled.Cancel();
        _time.Advance(TimeSpan.FromSeconds(5));

        await Eventually.WithinAsync(rang.Task);
        Assert.False(wrong);
    }

    [Fact]
    public async Task Schedule_SoonerThanTheNext_RingsFirst()
    {
        using var clock = new ServerClock(_time);
        var first = new TaskCompletionSource();
        clock.Schedule(clock.Now.AddHours(1), () => { });
        clock.Schedule(clock.Now.AddSeconds(1), first.SetResult);

        _time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.WithinAsync(first.Task);
    }

    [Fact]
    public async Task Schedule_ManyOnTheRealClock_RingOnceEachAndNeverEarly()
    {
        const int Count = 200;
        using var clock = new ServerClock(TimeProvider.System);
        var start = clock.Now;
        var rings = new int[Count];
        var early = 0;
        var left = Count;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var index = 0; index < Count; index++)
        {
            var (own, dueAt) = (index, start.AddMilliseconds(index / 4 * 0.7));
            clock.Schedule(dueAt, () =>
            {
                rings[own]++;
                if (clock.Now < dueAt)
                {
                    Interlocked.Increment(ref early);
                }

                if (Interlocked.Decrement(ref left) == 0)
                {
                    done.SetResult();
                }
            });
        }

        await Eventually.WithinAsync(done.Task);
        Assert.Equal(0, early);
        Assert.All(rings, times => Assert.Equal(1, times));
    }

    [Fact]
    public void Schedule_ThousandsCancelled_AreForgotten()
    {
        var heap = new TimerHeap();
        for (var index = 0; index < 20_000; index++)
        {
            heap.Add(DateTimeOffset.UnixEpoch.AddSeconds(index), () => { }).Cancel();
        }

        var kept = 0;
        heap.Add(DateTimeOffset.UnixEpoch.AddSeconds(5), () => kept++);

        var due = heap.PopDue(DateTimeOffset.UnixEpoch.AddDays(1));
        Assert.Single(due)();
        Assert.Equal((1, 0), (kept, heap.Count));
        
    }

    [Fact]
    public async Task Ring_OfRealTime_IsNeverEarly()
    {
        using var clock = new ServerClock(TimeProvider.System);
        var early = 0;
        var left = 200;
        var done = new TaskCompletionSource();
        for (var index = 0; index < 200; index++)
        {
            var due = clock.Now.AddTicks(index * 7_123);
            clock.Schedule(due, () =>
            {
                if (clock.Now < due)
                {
                    Interlocked.Increment(ref early);
                }

                if (Interlocked.Decrement(ref left) == 0)
                {
                    done.SetResult();
                }
            });
        }

        await Eventually.WithinAsync(done.Task);
        Assert.Equal(0, early);
    }
}
