using System.Buffers;

namespace Temporal.Server.Grpc;

/// <summary>Reads along on one HTTP/2 connection and notices which streams the client resets.</summary>
/// <remarks>
/// A client resets a stream only if it has not seen its end. When the answer to a poll has been written and the reset comes after it, the two have
/// passed each other on the way and the answer is lost. Kestrel drops such a late reset without a word; a task in the answer would then wait for its
/// time-out. A reset may also be read here before Kestrel has told the request, so the last ones are remembered.
/// </remarks>
internal sealed class StreamResets
{
    private const int PrefaceSize = 24;
    private const int HeaderSize = 9;
    private const byte ResetType = 3;
    private const int Remembered = 256;

    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<int, Action> _watched = [];
    private readonly Queue<(int StreamId, long At)> _order = new();
    private readonly HashSet<int> _reset = [];
    private readonly Queue<int> _resetOrder = new();
    private readonly byte[] _header = new byte[HeaderSize];
    private int _headerLength;
    private long _skip = PrefaceSize;

    /// <summary>Calls back if the client resets this stream within the next seconds, or just did.</summary>
    public void Watch(int streamId, Action callback)
    {
        lock (_lock)
        {
            if (!_reset.Contains(streamId))
            {
                Forget();
                _watched[streamId] = callback;
                _order.Enqueue((streamId, TimeProvider.System.GetTimestamp()));
                return;
            }
        }

        callback();
    }

    /// <summary>What came in, in order.</summary>
    public void Read(in ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            Read(segment.Span);
        }
    }

    private void Read(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_skip > 0)
            {
                var skipped = (int)Math.Min(_skip, bytes.Length);
                _skip -= skipped;
                bytes = bytes[skipped..];
                continue;
            }

            var taken = Math.Min(HeaderSize - _headerLength, bytes.Length);
            bytes[..taken].CopyTo(_header.AsSpan(_headerLength));
            _headerLength += taken;
            bytes = bytes[taken..];
            if (_headerLength == HeaderSize)
            {
                _headerLength = 0;
                _skip = (_header[0] << 16) | (_header[1] << 8) | _header[2];
                if (_header[3] == ResetType)
                {
                    Reset(((_header[5] & 0x7F) << 24) | (_header[6] << 16) | (_header[7] << 8) | _header[8]);
                }
            }
        }
    }

    private void Reset(int streamId)
    {
        Action? callback;
        lock (_lock)
        {
            if (!_watched.Remove(streamId, out callback))
            {
                _reset.Add(streamId);
                _resetOrder.Enqueue(streamId);
                if (_resetOrder.Count > Remembered)
                {
                    _reset.Remove(_resetOrder.Dequeue());
                }
            }
        }

        if (callback is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static call => call(), callback, preferLocal: false);
        }
    }

    private void Forget()
    {
        while (_order.TryPeek(out var oldest) && (_order.Count > Remembered || TimeProvider.System.GetElapsedTime(oldest.At) > Watched))
        {
            _order.Dequeue();
            _watched.Remove(oldest.StreamId);
        }
    }
}
