using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;
using Google.Protobuf;

namespace Temporal.Server.Grpc;

/// <summary>Writes the one length-prefixed message of a unary answer.</summary>
internal static class GrpcFrameWriter
{
    /// <summary>Answers below this size go uncompressed: the processor time costs more than the bytes.</summary>
    public const int CompressFrom = 16 * 1024;

    private const int PrefixSize = 5;
    private const int MaxSingleSpan = 64 * 1024;

    /// <summary>Writes prefix and message straight into the connection's buffers.</summary>
    public static void Write(PipeWriter writer, IMessage message)
    {
        var size = message.CalculateSize();
        if (size + PrefixSize <= MaxSingleSpan)
        {
            var span = writer.GetSpan(size + PrefixSize)[..(size + PrefixSize)];
            WritePrefix(span, isCompressed: false, size);
            message.WriteTo(span[PrefixSize..]);
            writer.Advance(size + PrefixSize);
            return;
        }

        WritePrefix(writer.GetSpan(PrefixSize), isCompressed: false, size);
        writer.Advance(PrefixSize);
        message.WriteTo((IBufferWriter<byte>)writer);
    }

    /// <summary>Writes the message gzipped.</summary>
    public static void WriteCompressed(PipeWriter writer, IMessage message)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            message.WriteTo(gzip);
        }

        var size = (int)target.Length;
        WritePrefix(writer.GetSpan(PrefixSize), isCompressed: true, size);
        writer.Advance(PrefixSize);
        writer.Write(target.GetBuffer().AsSpan(0, size));
    }

    private static void WritePrefix(Span<byte> span, bool isCompressed, int size)
    {
        span[0] = isCompressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(span[1..], (uint)size);
    }
}
