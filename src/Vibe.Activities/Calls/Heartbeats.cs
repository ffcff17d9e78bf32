using Temporalio.Activities;

namespace Vibe.Activities.Calls;

/// <summary>
/// Heart-beats of a long activity: one per interval while the process lives, so that a model that is silent for minutes (it is being loaded) costs no attempt
/// and a worker that died is noticed. Whether the model is silent for too long is the model's guard's question.
/// </summary>
internal sealed class Heartbeats : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private long _progress;

    public Heartbeats(TimeProvider time)
    {
        var context = ActivityExecutionContext.Current;
        var interval = context.Info.HeartbeatTimeout is { } limit && limit > TimeSpan.Zero ? limit / 4 : TimeSpan.FromSeconds(5);
        context.Heartbeat(0L);
        _loop = BeatAsync(context, interval, time);
    }

    /// <summary>What the next beat carries: how far the work is.</summary>
    public void Report(long progress) => Interlocked.Exchange(ref _progress, progress);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task BeatAsync(ActivityExecutionContext context, TimeSpan interval, TimeProvider time)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                context.Heartbeat(Interlocked.Read(ref _progress));
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
