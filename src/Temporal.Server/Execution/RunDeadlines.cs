using Temporal.Server.Clock;

namespace Temporal.Server.Execution;

/// <summary>All that becomes due in one run, with one call-back of the clock for the nearest.</summary>
/// <remarks>Deadlines that do not matter any more are left in place and found out when due: setting and dropping a time-out is what happens most.</remarks>
internal sealed class RunDeadlines(IServerClock clock, Action wake)
{
    private readonly PriorityQueue<Deadline, long> _queue = new();
    private IClockTimer? _timer;
    private long _armedFor = long.MaxValue;
    private bool _isClosed;

    public void Add(Deadline deadline) => _queue.Enqueue(deadline, deadline.DueAt);

    /// <summary>Makes the clock call back for the nearest deadline, if it does not already.</summary>
    public void Arm()
    {
        if (_isClosed || !_queue.TryPeek(out _, out var dueAt) || dueAt >= _armedFor)
        {
            return;
        }

        _timer?.Cancel();
        _armedFor = dueAt;
        _timer = clock.Schedule(Times.ToDate(dueAt), wake);
    }

    /// <summary>The next deadline that is due; false when none is.</summary>
    public bool TryTake(long now, out Deadline deadline)
    {
        if (!_isClosed && _queue.TryPeek(out deadline, out var dueAt) && dueAt <= now)
        {
            _queue.Dequeue();
            return true;
        }

        deadline = default;
        return false;
    }

    /// <summary>The call-back came: the next <see cref="Arm"/> sets a new one.</summary>
    public void Woke()
    {
        _armedFor = long.MaxValue;
        _timer = null;
    }

    public void Close()
    {
        _isClosed = true;
        _timer?.Cancel();
        _timer = null;
        _queue.Clear();
    }
}
