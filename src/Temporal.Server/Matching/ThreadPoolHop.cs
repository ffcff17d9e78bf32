using System.Runtime.CompilerServices;

namespace Temporal.Server.Matching;

/// <summary>Awaiting it continues behind all that the thread pool has queued by now.</summary>
internal sealed class ThreadPoolHop : ICriticalNotifyCompletion
{
    public static readonly ThreadPoolHop Instance = new();

    public bool IsCompleted => false;

    public ThreadPoolHop GetAwaiter() => this;

    public void OnCompleted(Action continuation) => ThreadPool.QueueUserWorkItem(static next => next(), continuation, preferLocal: false);

    public void UnsafeOnCompleted(Action continuation) => ThreadPool.UnsafeQueueUserWorkItem(static next => next(), continuation, preferLocal: false);

    public void GetResult()
    {
    }
}
