namespace Temporalio.Worker.Polling;

/// <summary>Counts tasks at hand, so that a shutdown can wait for them.</summary>
internal sealed class InFlight
{
    private readonly Lock gate = new();
    private int count;
    private TaskCompletionSource? drained;

    public void Add()
    {
        lock (gate)
        {
            count++;
        }
    }

    public void Remove()
    {
        TaskCompletionSource? waiter = null;
        lock (gate)
        {
            if (--count == 0)
            {
                waiter = drained;
                drained = null;
            }
        }

        waiter?.TrySetResult();
    }

    /// <summary>Waits until nothing is at hand.</summary>
    public Task DrainAsync()
    {
        lock (gate)
        {
            if (count == 0)
            {
                return Task.CompletedTask;
            }

            drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return drained.Task;
        }
    }
}
