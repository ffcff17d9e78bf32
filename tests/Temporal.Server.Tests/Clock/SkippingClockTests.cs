using Temporal.Server.Clock;
using Vibe.TestKit;

namespace Temporal.Server.Tests.Clock;

public sealed class SkippingClockTests
{
    [Fact]
    public async Task Schedule_FarAhead_RingsAtOnceWhenUnlocked()
    {
        using var clock = new SkippingClock(TimeProvider.System);
        var start = clock.Now;
        var rang = new TaskCompletionSource<DateTimeOffset>();
        clock.Schedule(start.AddDays(30), () => rang.SetResult(clock.Now));

        clock.Unlock();

        var at = await Eventually.WithinAsync(rang.Task);
        Assert.InRange(at, start.AddDays(30), start.AddDays(30).AddMinutes(1));
    }

    [Fact]
    public async Task Schedule_WhileTimeIsHeld_WaitsForTheRelease()
    {
        using var clock = new SkippingClock(TimeProvider.System);
        clock.Unlock();
        var rang = new TaskCompletionSource();
        var hold = clock.HoldTime();
        clock.Schedule(clock.Now.AddDays(1), rang.SetResult);
        clock.Schedule(clock.Now.AddMilliseconds(100), () => { });

        // The second timer needs real time while the first is a day away: time runs, it does not jump.
        await Eventually.HoldsAsync(() => clock.NextDue() > clock.Now.AddHours(1));
        Assert.False(rang.Task.IsCompleted);

        hold.Dispose();
        await Eventually.WithinAsync(rang.Task);
    }

    [Fact]
    public async Task Skip_OverManyTimers_KeepsTheirOrder()
    {
        using var clock = new SkippingClock(TimeProvider.System);
        var order = new List<int>();
        var done = new TaskCompletionSource();
        for (var index = 9; index >= 0; index--)
        {
            var number = index;
            clock.Schedule(clock.Now.AddHours(index + 1), () =>
            {
                order.Add(number);
                if (number == 9)
                {
                    done.SetResult();
                }
            });
        }

        clock.Unlock();

        await Eventually.WithinAsync(done.Task);
        Assert.Equal(Enumerable.Range(0, 10), order);
    }

    [Fact]
    public void Unlock_MoreOftenThanLocked_IsRefused()
    {
        using var clock = new SkippingClock(TimeProvider.System);

        Assert.True(clock.Unlock());
        Assert.False(clock.Unlock());
        clock.Lock();
        Assert.True(clock.Unlock());
    }
}
