namespace Temporalio.Workflows;

/// <summary>A lock for workflow code; those who wait get it in the order in which they came.</summary>
public class Mutex
{
    private readonly Semaphore semaphore = new(1);

    /// <summary>Waits until the lock is had.</summary>
    public Task WaitOneAsync(CancellationToken? cancellationToken = null) => semaphore.WaitAsync(cancellationToken);

    /// <summary>Waits until the lock is had; false when that took longer than the time in milliseconds.</summary>
    public Task<bool> WaitOneAsync(int millisecondsTimeout, CancellationToken? cancellationToken = null) =>
        semaphore.WaitAsync(millisecondsTimeout, cancellationToken);

    /// <summary>Waits until the lock is had; false when that took longer than the time.</summary>
    public Task<bool> WaitOneAsync(TimeSpan timeout, CancellationToken? cancellationToken = null) => semaphore.WaitAsync(timeout, cancellationToken);

    /// <summary>Gives the lock back.</summary>
    /// <exception cref="InvalidOperationException">Nobody has it.</exception>
    public void ReleaseMutex()
    {
        if (semaphore.CurrentCount > 0)
        {
            throw new InvalidOperationException("The mutex is not taken: call WaitOneAsync before ReleaseMutex.");
        }

        semaphore.Release();
    }
}
