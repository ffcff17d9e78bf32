using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Temporal.Server.Grpc;

/// <summary>Reads the one length-prefixed message of a unary request.</summary>
internal static class GrpcFrameReader
{
    /// <summary>The real server's limit for a received message, in bytes.</summary>
    public const int MaxMessageSize = 4 * 1024 * 1024;

    private const int PrefixSize = 5;
    private const long MaxDrain = 64L * 1024 * 1024;

    /// <summary>
    /// Waits for the whole body and yields the frame still in the pipe's buffers, without a copy.
    /// The caller parses it and then calls <see cref="PipeReader.AdvanceTo(SequencePosition)"/> with its end.
    /// </summary>
    /// <exception cref="ServiceException">The body is not one message of the allowed size.</exception>
    public static async ValueTask<GrpcFrame> ReadAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (buffer.Length >= PrefixSize)
            {
                var (isCompressed, length) = ReadPrefix(buffer);
                if (length > MaxMessageSize)
                {
                    reader.AdvanceTo(buffer.End);
                    await DrainAsync(reader, result.IsCompleted, cancellationToken);
                    throw new ServiceException(
                        GrpcCode.ResourceExhausted, $"grpc: received message larger than max ({length} vs. {MaxMessageSize})");
                }

                if (buffer.Length >= PrefixSize + length && result.IsCompleted)
                {
                    return Complete(reader, buffer, isCompressed, length);
                }

                if (buffer.Length > PrefixSize + length)
                {
                    reader.AdvanceTo(buffer.End);
                    throw TooManyMessages();
                }
            }

            if (result.IsCompleted)
            {
                reader.AdvanceTo(buffer.End);
                throw new ServiceException(GrpcCode.Internal, buffer.IsEmpty ? "cardinality violation: received no request message from non-client-streaming RPC" : "unexpected EOF");
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static (bool IsCompressed, long Length) ReadPrefix(in ReadOnlySequence<byte> buffer)
    {
        Span<byte> prefix = stackalloc byte[PrefixSize];
        buffer.Slice(0, PrefixSize).CopyTo(prefix);
        var flag = prefix[0];
        return flag > 1
            ? throw new ServiceException(GrpcCode.Internal, $"grpc: received unexpected payload format {flag}")
            : (flag == 1, BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]));
    }

    private static GrpcFrame Complete(PipeReader reader, in ReadOnlySequence<byte> buffer, bool isCompressed, long length)
    {
        if (buffer.Length != PrefixSize + length)
        {
            reader.AdvanceTo(buffer.End);
            throw TooManyMessages();
        }

        return new GrpcFrame(buffer.Slice(PrefixSize), isCompressed);
    }

    private static ServiceException TooManyMessages() =>
        new(GrpcCode.Internal, "cardinality violation: received multiple request messages for non-client-streaming RPC");

    /// <summary>Reads a refused body to its end, so that the answer reaches a client that sends first and reads later.</summary>
    private static async ValueTask DrainAsync(PipeReader reader, bool isCompleted, CancellationToken cancellationToken)
    {
        long drained = 0;
        while (!isCompleted && drained < MaxDrain)
        {
            var result = await reader.ReadAsync(cancellationToken);
            drained += result.Buffer.Length;
            isCompleted = result.IsCompleted;
            reader.AdvanceTo(result.Buffer.End);
        }
    }
}
