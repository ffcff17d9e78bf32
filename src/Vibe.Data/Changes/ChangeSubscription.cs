namespace Vibe.Data.Changes;

/// <summary>Remembers that something changed until it is waited for. For one waiting caller; dispose it to unsubscribe.</summary>
public sealed class ChangeSubscription : IDisposable
{
    private readonly SemaphoreSlim signal = new(0, 1);
    private readonly Action<ChangeSubscription> unsubscribe;
    private bool isDisposed;

    internal ChangeSubscription(IReadOnlyList<ChangeKind> kinds, Action<ChangeSubscription> unsubscribe)
    {
        Kinds = kinds;
        this.unsubscribe = unsubscribe;
    }

    internal IReadOnlyList<ChangeKind> Kinds { get; }

    /// <summary>Returns as soon as something changed since the last call, at the latest after the time given.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _ = await signal.WaitAsync(atMost, cancellationToken);

    /// <summary>Wakes the waiting caller, also for reasons of its own: a limit that has run out, work that was handed in otherwise.</summary>
    public void Raise()
    {
        lock (signal)
        {
            if (!isDisposed && signal.CurrentCount == 0)
            {
                signal.Release();
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        unsubscribe(this);
        lock (signal)
        {
            isDisposed = true;
        }

        signal.Dispose();
    }
}
