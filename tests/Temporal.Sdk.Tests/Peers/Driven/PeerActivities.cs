using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Temporal.Sdk.Tests.Peers.Driven;

/// <summary>Activities that end badly.</summary>
public static class PeerActivities
{
    [Activity]
    public static Task FailAsync() => throw new ApplicationFailureException("the activity fails", "Inner", true, [new { reason = "asked" }, 7]);

    [Activity]
    public static Task HangAsync() => Task.Delay(Timeout.Infinite, ActivityExecutionContext.Current.CancellationToken);

    /// <summary>Beats until it is cancelled.</summary>
    [Activity]
    public static async Task BeatAsync()
    {
        var context = ActivityExecutionContext.Current;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync(context.CancellationToken))
        {
            context.Heartbeat();
        }
    }
}
