using Google.Protobuf;
using Temporal.Server.Execution.State;
using Temporal.Server.Storage;
using Temporalio.Api.History.V1;

namespace Temporal.Server.History;

/// <summary>The tail of a run's history that is in memory, and what of it is not yet stored or not yet durable. Used under the run's lock.</summary>
internal sealed class RunHistory(RunState state)
{
    private const int KeepEvents = 512;
    private const int KeepBytes = 256 * 1024;

    private readonly List<HistoryEvent> _events = [];
    private long _firstId = state.NextEventId;
    private long _sealedNextId = state.NextEventId;
    private long _durableNextId = state.NextEventId;
    private long _bytes;

    public long NextEventId => state.NextEventId;

    /// <summary>The first event that is in memory.</summary>
    public long FirstInMemory => _firstId;

    /// <summary>Up to where readers may see: what is durable, and a started event that waits for the next write when all before it is.</summary>
    public long VisibleNextId => _sealedNextId == _durableNextId ? state.NextEventId : _durableNextId;

    public HistoryEvent Append(HistoryEvent entry)
    {
        entry.EventId = state.NextEventId++;
        _events.Add(entry);
        return entry;
    }

    /// <summary>Takes the last event back if it is that one and was not handed to the store.</summary>
    public bool TryRemoveLast(long eventId)
    {
        if (eventId != state.NextEventId - 1 || eventId < _sealedNextId)
        {
            return false;
        }

        _events.RemoveAt(_events.Count - 1);
        state.NextEventId--;
        return true;
    }

    /// <summary>Serialises what was appended since the last call; null when nothing was.</summary>
    public HistoryBatch? Seal()
    {
        if (_sealedNextId == state.NextEventId)
        {
            return null;
        }

        var history = new Temporalio.Api.History.V1.History();
        for (var i = (int)(_sealedNextId - _firstId); i < _events.Count; i++)
        {
            history.Events.Add(_events[i]);
        }

        var bytes = history.ToByteArray();
        var batch = new HistoryBatch(_sealedNextId, state.NextEventId, bytes);
        state.HistoryBytes += bytes.Length;
        _bytes += bytes.Length;
        _sealedNextId = state.NextEventId;
        return batch;
    }

    /// <summary>The commit that stored up to <paramref name="nextEventId"/> is durable.</summary>
    public void Durable(long nextEventId) => _durableNextId = Math.Max(_durableNextId, nextEventId);

    /// <summary>Drops old events from memory when there are many; those that the next workflow task needs stay.</summary>
    public void Trim()
    {
        if (_events.Count <= KeepEvents && _bytes <= KeepBytes)
        {
            return;
        }

        var keepFrom = Math.Min(_durableNextId, Math.Max(state.LastStartedId, 1));
        var drop = (int)Math.Min(keepFrom - _firstId, _events.Count);
        if (drop <= KeepEvents / 4 && _bytes <= KeepBytes * 4)
        {
            return;
        }

        if (drop > 0)
        {
            _bytes -= _bytes * drop / _events.Count;
            _events.RemoveRange(0, drop);
            _firstId += drop;
        }
    }

    /// <summary>Adds the events of [from, next) that are in memory; false when the first of them is not.</summary>
    public bool TryRead(long from, long next, ICollection<HistoryEvent> into)
    {
        if (from < _firstId)
        {
            return false;
        }

        var end = (int)(Math.Min(next, state.NextEventId) - _firstId);
        for (var i = (int)(from - _firstId); i < end; i++)
        {
            into.Add(_events[i]);
        }

        return true;
    }
}
