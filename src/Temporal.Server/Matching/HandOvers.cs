namespace Temporal.Server.Matching;

/// <summary>The tasks that workers were given in the last moments.</summary>
/// <remarks>
/// A worker that is told to stop while a task is on its way to it drops the task without a word. When it reports its stop right after a hand-over,
/// the task is better given to somebody else than left to its time-out.
/// </remarks>
internal sealed class HandOvers(TimeProvider time)
{
    private static readonly TimeSpan Doubtful = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly Queue<(long At, string WorkerKey, Action TakeBack)> _recent = new();

    public void Add(string workerKey, Action takeBack)
    {
        if (workerKey.Length == 0)
        {
            return;
        }

        lock (_lock)
        {
            Forget();
            _recent.Enqueue((time.GetTimestamp(), workerKey, takeBack));
        }
    }

    /// <summary>The worker stops: what it was given just now is taken back.</summary>
    public void WorkerStopped(string workerKey)
    {
        List<Action> doubtful;
        lock (_lock)
        {
            Forget();
            doubtful = [.. _recent.Where(recent => recent.WorkerKey == workerKey).Select(recent => recent.TakeBack)];
        }

        foreach (var takeBack in doubtful)
        {
            takeBack();
        }
    }

    private void Forget()
    {
        while (_recent.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > Doubtful)
        {
            _recent.Dequeue();
        }
    }
}
