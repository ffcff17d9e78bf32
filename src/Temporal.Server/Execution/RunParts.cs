using Google.Protobuf;
using Temporal.Server.Execution.State;
using Temporal.Server.Storage;

namespace Temporal.Server.Execution;

/// <summary>Which pieces of a run's state have changed, and whether each is written inside the state or with a row of its own.</summary>
/// <remarks>
/// A run with a handful of activities is one small write. One with hundreds must not rewrite them all with every transition: pieces beyond the first
/// few are rows of their own.
/// </remarks>
internal sealed class RunParts
{
    private const int InlineLimit = 12;

    // So many signals before the end may still be repeated by clients that had no answer.
    private const int KeptRequestIds = 100;

    private readonly Dictionary<(PartKind Kind, string Id), Slot> _slots = [];
    private readonly List<(PartKind Kind, string Id)> _dirty = [];
    private readonly List<RunPart> _deleted = [];
    private int _inline;

    /// <summary>The piece is new or has changed; null for a piece that is only an id.</summary>
    public void Touch(PartKind kind, string id, IMessage? value)
    {
        if (!_slots.TryGetValue((kind, id), out var slot))
        {
            slot = new Slot { IsInline = _inline < InlineLimit };
            _inline += slot.IsInline ? 1 : 0;
            _slots.Add((kind, id), slot);
        }

        slot.Value = value;
        slot.Data = null;
        if (!slot.IsInline && !slot.IsDirty)
        {
            slot.IsDirty = true;
            _dirty.Add((kind, id));
        }
    }

    public void Remove(PartKind kind, string id)
    {
        if (!_slots.Remove((kind, id), out var slot))
        {
            return;
        }

        if (slot.IsInline)
        {
            _inline--;
        }
        else if (slot.IsStored)
        {
            _deleted.Add(new RunPart((int)kind, id, null));
        }
    }

    /// <summary>Puts inline pieces into the state and gives the rest to write.</summary>
    public IReadOnlyList<RunPart> Collect(RunState state)
    {
        state.Parts.Clear();
        if (_inline > 0)
        {
            foreach (var (key, slot) in _slots)
            {
                if (slot.IsInline)
                {
                    slot.Data ??= slot.Value is null ? ByteString.Empty : slot.Value.ToByteString();
                    state.Parts.Add(new InlinePart { Kind = (int)key.Kind, Id = key.Id, Data = slot.Data });
                }
            }
        }

        if (_dirty.Count == 0 && _deleted.Count == 0)
        {
            return [];
        }

        var parts = new List<RunPart>(_dirty.Count + _deleted.Count);
        parts.AddRange(_deleted);
        foreach (var key in _dirty)
        {
            if (_slots.TryGetValue(key, out var slot) && slot.IsDirty)
            {
                slot.IsDirty = false;
                slot.IsStored = true;
                parts.Add(new RunPart((int)key.Kind, key.Id, slot.Value is null ? ReadOnlyMemory<byte>.Empty : slot.Value.ToByteArray()));
            }
        }

        _dirty.Clear();
        _deleted.Clear();
        return parts;
    }

    /// <summary>The run is closed: only what is asked for afterwards stays, inside the state; the store drops the rest.</summary>
    public void Fold(RunState state)
    {
        state.Parts.Clear();
        foreach (var (key, _) in _slots.Where(slot => slot.Key.Kind == PartKind.SignalRequestId).TakeLast(KeptRequestIds))
        {
            state.Parts.Add(new InlinePart { Kind = (int)key.Kind, Id = key.Id });
        }

        foreach (var (key, slot) in _slots)
        {
            if (key.Kind == PartKind.Update && slot.Value is not null)
            {
                state.Parts.Add(new InlinePart { Kind = (int)key.Kind, Id = key.Id, Data = slot.Value.ToByteString() });
            }
        }
    }

    /// <summary>Takes note of a piece that was read back.</summary>
    public void Loaded(PartKind kind, string id, IMessage? value, bool isInline)
    {
        _slots[(kind, id)] = new Slot { Value = value, IsInline = isInline, IsStored = !isInline };
        _inline += isInline ? 1 : 0;
    }

    private sealed class Slot
    {
        public IMessage? Value { get; set; }

        public ByteString? Data { get; set; }

        public bool IsInline { get; init; }

        public bool IsDirty { get; set; }

        public bool IsStored { get; set; }
    }
}
