using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Temporalio.Client.Transport;

/// <summary>One message in its gRPC frame, in a pooled buffer.</summary>
internal sealed class GrpcRequestContent : HttpContent
{
    internal const int PrefixLength = 5;

    // Below this, deflating costs more than the bytes.
    private const int CompressionThreshold = 16 * 1024;
    private static readonly MediaTypeHeaderValue GrpcContentType = new("application/grpc");

    private readonly int length;
    private byte[]? buffer;
    private bool isWritten;

    internal GrpcRequestContent(IMessage message, bool mayCompress)
    {
        var size = message.CalculateSize();
        buffer = ArrayPool<byte>.Shared.Rent(PrefixLength + size);
        length = PrefixLength + size;
        message.WriteTo(buffer.AsSpan(PrefixLength, size));
        if (mayCompress && size >= CompressionThreshold)
        {
            IsCompressed = true;
            length = Compress(size);
        }

        buffer[0] = IsCompressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(1), (uint)(length - PrefixLength));
        Headers.ContentType = GrpcContentType;
    }

    internal bool IsCompressed { get; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        isWritten = false;
        await stream.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        isWritten = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = this.length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        // A buffer that the handler may still be reading is left to the collector.
        if (disposing && isWritten && buffer is { } rented)
        {
            buffer = null;
            ArrayPool<byte>.Shared.Return(rented);
        }

        base.Dispose(disposing);
    }

    private int Compress(int size)
    {
        var plain = buffer!;
        using var compressed = new MemoryStream(size / 2);
        compressed.Write(plain, 0, PrefixLength);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain, PrefixLength, size);
        }

        ArrayPool<byte>.Shared.Return(plain);
        var total = (int)compressed.Length;
        buffer = ArrayPool<byte>.Shared.Rent(total);
        compressed.GetBuffer().AsSpan(0, total).CopyTo(buffer);
        return total;
    }
}
