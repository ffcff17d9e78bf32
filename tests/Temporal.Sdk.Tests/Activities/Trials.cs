using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Temporal.Sdk.Tests.Activities;

/// <summary>Activities of the activity worker's tests.</summary>
public sealed class Trials
{
    public TaskCompletionSource<ActivityExecutionContext> Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Fails once with a heartbeat; the second time gives back what the first left.</summary>
    [Activity]
    public static async Task<string> ResumeAsync()
    {
        var context = ActivityExecutionContext.Current;
        if (context.Info.Attempt == 1)
        {
            context.Heartbeat("first");
            context.Heartbeat("second");
            throw new ApplicationFailureException("once");
        }

        return await context.Info.HeartbeatDetailAtAsync<string>(0);
    }

    /// <summary>Heartbeats until cancelled and says why it was.</summary>
    [Activity]
    public async Task<string> UntilCancelledAsync(bool throws)
    {
        var context = ActivityExecutionContext.Current;
        Begun.TrySetResult(context);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!context.CancellationToken.IsCancellationRequested)
        {
            context.Heartbeat();
            await timer.WaitForNextTickAsync();
        }

        return throws ? throw new OperationCanceledException() : context.CancelReason.ToString();
    }

    [Activity]
    public Task<string> LaterAsync()
    {
        Begun.TrySetResult(ActivityExecutionContext.Current);
        throw new CompleteAsyncException();
    }

    [Activity(Dynamic = true)]
    public static string Any(Temporalio.Converters.IRawValue[] args) => $"{ActivityExecutionContext.Current.Info.ActivityType} with {args.Length}";
}
