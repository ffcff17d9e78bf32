using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Temporal.Server.Grpc;

/// <summary>Unpacks the message of a frame with the compressed flag.</summary>
internal static class GrpcDecompressor
{
    private const int SizeField = 4;
    private const int SmallestBuffer = 256;

    /// <summary>The message, in a buffer that the caller gives back.</summary>
    /// <exception cref="ServiceException">The encoding is not gzip, the bytes are not gzip, or the result is too large.</exception>
    public static RentedBytes Decompress(in ReadOnlySequence<byte> payload, string? encoding)
    {
        if (encoding is null or "" or "identity")
        {
            throw new ServiceException(GrpcCode.Internal, "grpc: compressed flag set with identity or empty encoding");
        }

        if (encoding != "gzip")
        {
            throw new ServiceException(
                GrpcCode.Unimplemented, $"grpc: Decompressor is not installed for grpc-encoding \"{encoding}\"");
        }

        var target = new RentedBytes(SizeOf(payload) + 1);
        try
        {
            using var gzip = new GZipStream(StreamOf(payload), CompressionMode.Decompress);
            int read;
            while ((read = gzip.Read(target.Free)) > 0)
            {
                target.Advance(read);
                if (target.Length > GrpcFrameReader.MaxMessageSize)
                {
                    throw new ServiceException(
                        GrpcCode.ResourceExhausted,
                        $"grpc: received message after decompression larger than max {GrpcFrameReader.MaxMessageSize}");
                }
            }

            return target;
        }
        catch (InvalidDataException exception)
        {
            target.Dispose();
            throw new ServiceException(
                GrpcCode.Internal, $"grpc: failed to decompress the received message: {exception.Message}");
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }

    /// <summary>What the last field of gzip says of the size: true of honest clients, and no more than a first guess.</summary>
    private static int SizeOf(in ReadOnlySequence<byte> payload)
    {
        if (payload.Length < SizeField)
        {
            return SmallestBuffer;
        }

        Span<byte> field = stackalloc byte[SizeField];
        payload.Slice(payload.Length - SizeField).CopyTo(field);
        return (int)Math.Clamp(BinaryPrimitives.ReadUInt32LittleEndian(field), SmallestBuffer, GrpcFrameReader.MaxMessageSize);
    }

    private static MemoryStream StreamOf(in ReadOnlySequence<byte> payload) =>
        payload.IsSingleSegment && MemoryMarshal.TryGetArray(payload.First, out var segment) && segment.Array is { } array
            ? new MemoryStream(array, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(payload.ToArray(), writable: false);
}
