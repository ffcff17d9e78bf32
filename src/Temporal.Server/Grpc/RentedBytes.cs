using System.Buffers;

namespace Temporal.Server.Grpc;

/// <summary>Bytes in an array of the shared pool; it goes back there when this is disposed.</summary>
internal sealed class RentedBytes(int capacity) : IDisposable
{
    private byte[]? _array = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => Array.AsSpan(0, Length);

    /// <summary>Room for more, never empty.</summary>
    public Span<byte> Free
    {
        get
        {
            if (Length == Array.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(Length * 2);
                Span.CopyTo(larger);
                ArrayPool<byte>.Shared.Return(Array);
                _array = larger;
            }

            return Array.AsSpan(Length);
        }
    }

    private byte[] Array => _array ?? throw new ObjectDisposedException(nameof(RentedBytes));

    /// <summary>So many bytes of the room are filled.</summary>
    public void Advance(int count) => Length += count;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is { } array)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
