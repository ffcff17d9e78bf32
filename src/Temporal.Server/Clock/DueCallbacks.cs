using System.Collections.Concurrent;

namespace Temporal.Server.Clock;

/// <summary>Call-backs that are due, run by the thread that finds them so and, where they are several, by helpers from the pool: one for each further processor.</summary>
/// <remarks>A hop to the pool for each would put it behind all that waits there: 10 ms and more under load.</remarks>
internal sealed class DueCallbacks : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<Action> _due = new();

    /// <summary>Runs them all, in order but several at a time; some may still run elsewhere when it returns.</summary>
    public void Run(List<Action> due)
    {
        foreach (var callback in due)
        {
            _due.Enqueue(callback);
        }

        for (var helpers = Math.Min(due.Count, Environment.ProcessorCount) - 1; helpers > 0; helpers--)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        Execute();
    }

    /// <inheritdoc />
    public void Execute()
    {
        while (_due.TryDequeue(out var callback))
        {
            callback();
        }
    }
}
