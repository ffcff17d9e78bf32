namespace Temporalio.Workflows;

/// <summary>A counting semaphore for workflow code; those who wait are served in the order in which they came.</summary>
public class Semaphore
{
    /// <summary>Creates a semaphore with as many free places, which is also its limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is below one.</exception>
    public Semaphore(int initialCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(initialCount, 1);
        CurrentCount = initialCount;
        Max = initialCount;
    }

    /// <summary>The most places that can be free.</summary>
    public int Max { get; init; }

    /// <summary>How many places are free.</summary>
    public int CurrentCount { get; private set; }

    /// <summary>Waits until a place is had.</summary>
    public async Task WaitAsync(CancellationToken? cancellationToken = null)
    {
        await Workflow.WaitConditionAsync(() => CurrentCount > 0, cancellationToken);
        CurrentCount--;
    }

    /// <summary>Waits until a place is had; false when that took longer than the time in milliseconds.</summary>
    public Task<bool> WaitAsync(int millisecondsTimeout, CancellationToken? cancellationToken = null) =>
        WaitAsync(TimeSpan.FromMilliseconds(millisecondsTimeout), cancellationToken);

    /// <summary>Waits until a place is had; false when that took longer than the time.</summary>
    public async Task<bool> WaitAsync(TimeSpan timeout, CancellationToken? cancellationToken = null)
    {
        if (!await Workflow.WaitConditionAsync(() => CurrentCount > 0, timeout, cancellationToken))
        {
            return false;
        }

        CurrentCount--;
        return true;
    }

    /// <summary>Gives a place back.</summary>
    /// <exception cref="InvalidOperationException">All places are free.</exception>
    public void Release()
    {
        if (CurrentCount >= Max)
        {
            throw new InvalidOperationException($"All {Max} places of the semaphore are free: call WaitAsync before Release.");
        }

        CurrentCount++;
    }
}
