namespace Temporal.Server.Clock;

/// <summary>Call-backs by due time. Cancelled ones stay until they come up or are too many. Not safe for several threads.</summary>
internal sealed class TimerHeap
{
    private const int CompactFrom = 4096;

    private readonly PriorityQueue<Entry, (long Ticks, long Sequence)> _queue = new();
    private long _sequence;
    private int _cancelled;

    /// <summary>Entries that are neither due nor cancelled.</summary>
    public int Count => _queue.Count - Volatile.Read(ref _cancelled);

    /// <summary>Adds a call-back.</summary>
    public Entry Add(DateTimeOffset dueAt, Action callback)
    {
        if (_cancelled > CompactFrom && _cancelled > _queue.Count / 2)
        {
            Compact();
        }

        var entry = new Entry(this, callback);
        _queue.Enqueue(entry, (dueAt.UtcTicks, _sequence++));
        return entry;
    }

    /// <summary>When the next one is due, in UTC ticks; null where there is none.</summary>
    public long? NextDue()
    {
        while (_queue.TryPeek(out var entry, out var key))
        {
            if (!entry.IsCancelled)
            {
                return key.Ticks;
            }

            _queue.Dequeue();
            Interlocked.Decrement(ref _cancelled);
        }

        return null;
    }

    /// <summary>Takes out what is due at <paramref name="now"/>, in order.</summary>
    public List<Action> PopDue(DateTimeOffset now)
    {
        var due = new List<Action>();
        while (NextDue() is { } ticks && ticks <= now.UtcTicks)
        {
            if (_queue.Dequeue().TryTake() is { } callback)
            {
                due.Add(callback);
            }
            else
            {
                Interlocked.Decrement(ref _cancelled);
            }
        }

        return due;
    }

    private void Compact()
    {
        var kept = _queue.UnorderedItems.Where(item => !item.Element.IsCancelled).ToList();
        Interlocked.Add(ref _cancelled, kept.Count - _queue.Count);
        _queue.Clear();
        _queue.EnqueueRange(kept);
    }

    /// <summary>One call-back in the heap.</summary>
    internal sealed class Entry(TimerHeap heap, Action callback) : IClockTimer
    {
        private Action? _callback = callback;

        public bool IsCancelled => Volatile.Read(ref _callback) is null;

        public void Cancel()
        {
            if (TryTake() is not null)
            {
                Interlocked.Increment(ref heap._cancelled);
            }
        }

        /// <summary>The call-back, once.</summary>
        public Action? TryTake() => Interlocked.Exchange(ref _callback, null);
    }
}
