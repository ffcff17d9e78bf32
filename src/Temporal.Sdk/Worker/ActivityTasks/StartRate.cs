namespace Temporalio.Worker.ActivityTasks;

/// <summary>Limits how many activities a worker asks for per second: each poll takes a turn, turns are evenly spaced.</summary>
internal sealed class StartRate(double? perSecond, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly TimeSpan spacing = perSecond is { } rate ? TimeSpan.FromSeconds(1 / rate) : TimeSpan.Zero;
    private DateTimeOffset nextTurn;

    public async Task WaitAsync(CancellationToken stopping)
    {
        if (spacing == TimeSpan.Zero)
        {
            return;
        }

        TimeSpan delay;
        lock (gate)
        {
            var now = time.GetUtcNow();
            var turn = nextTurn > now ? nextTurn : now;
            nextTurn = turn + spacing;
            delay = turn - now;
        }

        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, time, stopping).ConfigureAwait(false);
        }
    }
}
