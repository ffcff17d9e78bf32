using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Temporalio.Exceptions;

namespace Temporalio.Client.Transport;

/// <summary>Reads the answer of a unary call: one framed message and the status behind it.</summary>
internal static class GrpcResponse
{
    internal const int MaxMessageLength = 128 * 1024 * 1024;
    private const int InitialBufferLength = 4096;
    private const int ChunkLength = 64 * 1024;

    internal static async Task<T> ReadAsync<T>(HttpResponseMessage response, MessageParser<T> parser, CancellationToken cancellationToken)
        where T : IMessage<T>
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new RpcException(CodeOf(response.StatusCode), $"The server answered HTTP {(int)response.StatusCode}; is this the address of a Temporal server's gRPC port?", (Exception?)null);
        }

        // An error without a message has its status in the headers.
        if (StatusOf(response.Headers) is { } early && early != 0)
        {
            throw ErrorOf(early, response.Headers);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(InitialBufferLength);
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            (buffer, var count) = await ReadFrameAsync(stream, buffer, cancellationToken).ConfigureAwait(false);
            var status = StatusOf(response.TrailingHeaders) ?? StatusOf(response.Headers);
            if (status is null)
            {
                throw new RpcException(RpcException.StatusCode.Unknown, "The server ended the call without a status.", (Exception?)null);
            }

            if (status != 0)
            {
                throw ErrorOf(status.Value, StatusOf(response.TrailingHeaders) is null ? response.Headers : response.TrailingHeaders);
            }

            if (count < GrpcRequestContent.PrefixLength)
            {
                throw new RpcException(RpcException.StatusCode.Internal, "The server answered success without a message.", (Exception?)null);
            }

            return Parse(parser, buffer, count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<(byte[] Buffer, int Count)> ReadFrameAsync(Stream stream, byte[] buffer, CancellationToken cancellationToken)
    {
        var count = 0;
        var expected = int.MaxValue;
        while (true)
        {
            if (count == buffer.Length)
            {
                // The end of the stream is read into the same buffer, so there is always room for one more byte.
                buffer = Grow(buffer, count, expected == int.MaxValue ? count * 2 : expected + 1);
            }

            var read = await stream.ReadAsync(buffer.AsMemory(count), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            count += read;
            if (expected == int.MaxValue && count >= GrpcRequestContent.PrefixLength)
            {
                var length = BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(1));
                if (length > MaxMessageLength)
                {
                    throw TooLarge(length);
                }

                expected = (int)length + GrpcRequestContent.PrefixLength;
                if (expected >= buffer.Length)
                {
                    buffer = Grow(buffer, count, expected + 1);
                }
            }

            if (count > expected)
            {
                throw new RpcException(RpcException.StatusCode.Internal, "The server answered more than one message to a unary call.", (Exception?)null);
            }
        }

        return count == expected || count == 0
            ? (buffer, count)
            : throw new RpcException(RpcException.StatusCode.Unavailable, "The server's answer broke off.", (Exception?)null);
    }

    private static byte[] Grow(byte[] buffer, int count, int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        buffer.AsSpan(0, count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static T Parse<T>(MessageParser<T> parser, byte[] buffer, int count)
        where T : IMessage<T>
    {
        const int Start = GrpcRequestContent.PrefixLength;
        if (buffer[0] == 0)
        {
            return parser.ParseFrom(buffer.AsSpan(Start, count - Start));
        }

        using var gzip = new GZipStream(new MemoryStream(buffer, Start, count - Start, writable: false), CompressionMode.Decompress);
        using var plain = new MemoryStream(Math.Min(4 * count, MaxMessageLength));
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkLength);
        try
        {
            while (gzip.Read(chunk) is var read and > 0)
            {
                plain.Write(chunk, 0, read);
                if (plain.Length > MaxMessageLength)
                {
                    throw TooLarge(plain.Length);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return parser.ParseFrom(plain.GetBuffer().AsSpan(0, (int)plain.Length));
    }

    private static RpcException TooLarge(long length) => new(
        RpcException.StatusCode.ResourceExhausted, $"grpc: received message larger than max ({length} vs. {MaxMessageLength})", (Exception?)null);

    private static int? StatusOf(HttpResponseHeaders headers) =>
        headers.NonValidated.TryGetValues("grpc-status", out var values) && int.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? code
            : null;

    private static RpcException ErrorOf(int code, HttpResponseHeaders headers)
    {
        var message = headers.NonValidated.TryGetValues("grpc-message", out var text) ? Uri.UnescapeDataString(text.ToString()) : string.Empty;
        var details = headers.NonValidated.TryGetValues("grpc-status-details-bin", out var encoded) ? DecodeBinary(encoded.ToString()) : null;
        return new RpcException((RpcException.StatusCode)code, message, details);
    }

    private static byte[]? DecodeBinary(string text)
    {
        // Without padding on the wire; some servers pad.
        var trimmed = text.TrimEnd('=');
        var padded = trimmed.PadRight((trimmed.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out var count) ? bytes[..count] : null;
    }

    private static RpcException.StatusCode CodeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => RpcException.StatusCode.Internal,
        HttpStatusCode.Unauthorized => RpcException.StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => RpcException.StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => RpcException.StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
            RpcException.StatusCode.Unavailable,
        _ => RpcException.StatusCode.Unknown,
    };
}
