using Temporalio.Activities;
using Temporalio.Testing;

namespace Temporal.Sdk.Tests.Testing;

public sealed class ActivityEnvironmentTests
{
    [Fact]
    public async Task RunAsync_Heartbeats_AreTaken()
    {
        var taken = new List<object?>();
        var environment = new ActivityEnvironment { Heartbeater = details => taken.AddRange(details) };
        var id = await environment.RunAsync(() =>
        {
            ActivityExecutionContext.Current.Heartbeat(1, "two");
            return ActivityExecutionContext.Current.Info.ActivityId;
        });
        Assert.Equal([1, "two"], taken);
        Assert.Equal("test", id);
        Assert.False(ActivityExecutionContext.HasCurrent);
    }

    [Fact]
    public async Task Cancel_WithReason_IsSeenByTheActivity()
    {
        var environment = new ActivityEnvironment();
        environment.Cancel(ActivityCancelReason.Paused);
        await environment.RunAsync(() =>
        {
            var context = ActivityExecutionContext.Current;
            Assert.True(context.CancellationToken.IsCancellationRequested);
            Assert.Equal(ActivityCancelReason.Paused, context.CancelReason);
            Assert.True(context.CancellationDetails!.IsPaused);
        });
    }
}
