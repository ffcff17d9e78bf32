using System.Collections.Concurrent;
using Temporal.Server.Limits;

namespace Temporal.Server.Matching;

/// <summary>All task queues. They exist as long as somebody uses them.</summary>
internal sealed class TaskQueues(ServerLimits limits, TimeProvider time)
{
    private const int SweepInterval = 4096;

    private static readonly TimeSpan StoppedMemory = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<TaskQueueKey, TaskQueue> _queues = new();
    private readonly ConcurrentDictionary<string, long> _stopped = new();
    private int _uses;

    /// <summary>What workers were given in the last moments.</summary>
    public HandOvers HandOvers { get; } = new(time);

    public void Offer(TaskQueueKey key, QueuedTask task)
    {
        while (!Get(key).Offer(task))
        {
        }
    }

    public TaskQueue Get(TaskQueueKey key)
    {
        if (Interlocked.Increment(ref _uses) % SweepInterval == 0)
        {
            Sweep();
        }

        return _queues.GetOrAdd(key, static (name, arguments) => new TaskQueue(name, arguments.limits, arguments.time), (limits, time));
    }

    public bool HasPoller(TaskQueueKey key) => _queues.TryGetValue(key, out var queue) && queue.HasPoller;

    public TaskQueue? Find(TaskQueueKey key) => _queues.GetValueOrDefault(key);

    /// <summary>The worker of a sticky queue stopped: its tasks go to the normal queues at once.</summary>
    public void StickyWorkerStopped(TaskQueueKey key)
    {
        if (_queues.TryGetValue(key, out var queue))
        {
            queue.EndPolls(_ => true);
            foreach (var task in queue.TakeAll())
            {
                Offer(task.NormalQueue, task);
            }
        }
    }

    /// <summary>A worker instance stops: its open polls end empty, and so do those that are still on their way. What it has taken it will finish.</summary>
    /// <param name="workerKey">The worker.</param>
    /// <param name="dropsTasks">Whether it may have cut its polls off, with what was on its way to it.</param>
    public void WorkerStopped(string workerKey, bool dropsTasks)
    {
        _stopped[workerKey] = time.GetTimestamp();
        foreach (var (key, at) in _stopped)
        {
            if (time.GetElapsedTime(at) > StoppedMemory)
            {
                _stopped.TryRemove(key, out _);
            }
        }

        foreach (var queue in _queues.Values)
        {
            queue.EndPolls(poller => poller.WorkerKey == workerKey);
        }

        if (dropsTasks)
        {
            HandOvers.WorkerStopped(workerKey);
        }
    }

    public bool IsStopped(string workerKey) => workerKey.Length > 0 && _stopped.ContainsKey(workerKey);

    private void Sweep()
    {
        foreach (var (key, queue) in _queues)
        {
            if (queue.TryRetire())
            {
                _queues.TryRemove(new KeyValuePair<TaskQueueKey, TaskQueue>(key, queue));
            }
        }
    }
}
