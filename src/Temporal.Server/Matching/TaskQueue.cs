using Temporal.Server.Limits;

namespace Temporal.Server.Matching;

/// <summary>One task queue: either tasks wait for polls, or polls wait for tasks.</summary>
internal sealed class TaskQueue(TaskQueueKey key, ServerLimits limits, TimeProvider time)
{
    private static readonly TimeSpan StickyMemory = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollerMemory = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<QueuedTask, (int Level, long Pass, long Id)> _backlog = new();
    private readonly FairOrder _order = new(limits.EnableFairness);
    private readonly LinkedList<Poller> _pollers = [];
    private readonly Dictionary<string, DateTimeOffset> _seen = [];
    private long _lastPoll;
    private bool _isRetired;

    public TaskQueueKey Key { get; } = key;

    /// <summary>Polls wait now, or did within the last seconds and were not cut off.</summary>
    public bool HasPoller
    {
        get
        {
            lock (_lock)
            {
                return _pollers.Count > 0 || (_lastPoll != 0 && time.GetElapsedTime(_lastPoll) < StickyMemory);
            }
        }
    }

    public int BacklogCount
    {
        get
        {
            lock (_lock)
            {
                return _backlog.Count;
            }
        }
    }

    /// <summary>Hands the task to a waiting poll or keeps it; false when this queue was given up and the caller must take a new one.</summary>
    public bool Offer(QueuedTask task)
    {
        lock (_lock)
        {
            if (_isRetired)
            {
                return false;
            }

            if (!TryHandOver(task))
            {
                task.Place ??= _order.PlaceOf(task);
                _backlog.Enqueue(task, task.Place.Value);
            }

            return true;
        }
    }

    /// <summary>Waits for a task; null when the time is over or the caller is gone.</summary>
    public async Task<QueuedTask?> PollAsync(Poller poller, TimeSpan wait, CancellationToken cancellationToken)
    {
        LinkedListNode<Poller> node;
        lock (_lock)
        {
            _lastPoll = time.GetTimestamp();
            _seen[poller.Identity] = time.GetUtcNow();
            if (_backlog.TryDequeue(out var task, out var place))
            {
                _order.Taken(place);
                if (_backlog.Count == 0)
                {
                    _order.Reset();
                }

                return task;
            }

            node = _pollers.AddLast(poller);
        }

        using var timer = time.CreateTimer(static state => ((Poller)state!).TrySetResult(null), poller, wait, System.Threading.Timeout.InfiniteTimeSpan);
        using var registration = cancellationToken.UnsafeRegister(static state => ((Poller)state!).TrySetResult(null), poller);
        var taken = await poller.Task;
        if (taken is null)
        {
            lock (_lock)
            {
                if (node.List is not null)
                {
                    _pollers.Remove(node);
                }

                if (cancellationToken.IsCancellationRequested && _pollers.Count == 0)
                {
                    _lastPoll = 0;
                }
            }
        }

        else
        {
            // A caller that is gone already may be known to the transport only: let it say so before the task is started.
            await ThreadPoolHop.Instance;
        }

        return taken;
    }

    /// <summary>Ends the open polls that match, with nothing.</summary>
    public void EndPolls(Func<Poller, bool> matches)
    {
        lock (_lock)
        {
            foreach (var poller in _pollers.Where(matches).ToList())
            {
                poller.TrySetResult(null);
            }
        }
    }

    /// <summary>The worker of this (sticky) queue is gone: what waits here has to go elsewhere.</summary>
    public List<QueuedTask> TakeAll()
    {
        lock (_lock)
        {
            _lastPoll = 0;
            var tasks = new List<QueuedTask>(_backlog.Count);
            while (_backlog.TryDequeue(out var task, out _))
            {
                task.Place = null;
                tasks.Add(task);
            }

            _order.Reset();
            return tasks;
        }
    }

    /// <summary>Gives the queue up if nobody uses it.</summary>
    public bool TryRetire()
    {
        lock (_lock)
        {
            if (_pollers.Count > 0 || _backlog.Count > 0 || (_lastPoll != 0 && time.GetElapsedTime(_lastPoll) < PollerMemory))
            {
                return false;
            }

            _isRetired = true;
            return true;
        }
    }

    /// <summary>Who polled lately, and when.</summary>
    public List<(string Identity, DateTimeOffset At)> Pollers()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            foreach (var poller in _pollers)
            {
                _seen[poller.Identity] = now;
            }

            foreach (var old in _seen.Where(seen => now - seen.Value > PollerMemory).Select(seen => seen.Key).ToList())
            {
                _seen.Remove(old);
            }

            return [.. _seen.Select(seen => (seen.Key, seen.Value))];
        }
    }

    private bool TryHandOver(QueuedTask task)
    {
        while (_pollers.First is { } node)
        {
            _pollers.RemoveFirst();
            if (node.Value.TrySetResult(task))
            {
                _lastPoll = time.GetTimestamp();
                return true;
            }
        }

        return false;
    }
}
