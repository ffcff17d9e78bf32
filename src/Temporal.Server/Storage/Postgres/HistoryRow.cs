namespace Temporal.Server.Storage.Postgres;

/// <summary>A row of the history table in the making.</summary>
internal sealed class HistoryRow(HistoryBatch first)
{
    private readonly List<ReadOnlyMemory<byte>> _pieces = [first.Events];

    public long FirstEventId { get; } = first.FirstEventId;

    public long NextEventId { get; private set; } = first.NextEventId;

    public int Size { get; private set; } = first.Events.Length;

    /// <summary>Adds the batch that follows.</summary>
    public void Append(HistoryBatch next)
    {
        _pieces.Add(next.Events);
        NextEventId = next.NextEventId;
        Size += next.Events.Length;
    }

    /// <summary>All pieces as one.</summary>
    public byte[] ToBytes() => _pieces.Count == 1 ? StoredBytes.ArrayOf(_pieces[0]) : Concat();

    private byte[] Concat()
    {
        var bytes = new byte[Size];
        var offset = 0;
        foreach (var piece in _pieces)
        {
            piece.Span.CopyTo(bytes.AsSpan(offset));
            offset += piece.Length;
        }

        return bytes;
    }
}
