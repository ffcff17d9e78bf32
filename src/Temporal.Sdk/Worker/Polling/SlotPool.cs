namespace Temporalio.Worker.Polling;

/// <summary>Slots for tasks of one kind. An open poll holds one, because it may bring a task; a task keeps the slot of its poll.</summary>
internal sealed class SlotPool(int count) : IDisposable
{
    private readonly SemaphoreSlim free = new(count, count);

    public int Free => free.CurrentCount;

    /// <summary>Waits for a slot.</summary>
    /// <returns>False: told to stop.</returns>
    public async ValueTask<bool> TakeAsync(CancellationToken stopping)
    {
        try
        {
            await free.WaitAsync(stopping).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Return() => free.Release();

    public void Dispose() => free.Dispose();
}
