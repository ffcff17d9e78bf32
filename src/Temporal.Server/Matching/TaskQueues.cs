using System.Collections.Concurrent;
using Temporal.Server.Limits;

namespace Temporal.Server.Matching;

/// <summary>All task queues. They exist as long as somebody uses them.</summary>
internal sealed class TaskQueues(ServerLimits limits, TimeProvider time)
{
    private const int SweepInterval = 4096;

    private readonly ConcurrentDictionary<TaskQueueKey, TaskQueue> _queues = new();
    private int _uses;

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

    /// <summary>Ends the open polls that match, of all queues.</summary>
    public void EndPolls(Func<Poller, bool> matches)
    {
        foreach (var queue in _queues.Values)
        {
            queue.EndPolls(matches);
        }
    }

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
