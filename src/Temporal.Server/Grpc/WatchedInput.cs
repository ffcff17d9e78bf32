using System.Buffers;
using System.IO.Pipelines;

namespace Temporal.Server.Grpc;

/// <summary>A connection's input as it is, with somebody reading along.</summary>
internal sealed class WatchedInput(PipeReader inner, StreamResets resets) : PipeReader
{
    private ReadOnlySequence<byte> _buffer;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var result = await inner.ReadAsync(cancellationToken);
        _buffer = result.Buffer;
        return result;
    }

    public override bool TryRead(out ReadResult result)
    {
        var isRead = inner.TryRead(out result);
        _buffer = isRead ? result.Buffer : default;
        return isRead;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (!_buffer.IsEmpty)
        {
            resets.Read(_buffer.Slice(0, consumed));
            _buffer = default;
        }

        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);
}
