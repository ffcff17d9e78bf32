using System.Buffers.Binary;
using System.IO.Compression;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Temporal.Sdk.Tests.Client.Transport;

/// <summary>One call that the fake server got.</summary>
internal sealed class FakeGrpcCall
{
    private readonly HttpContext context;

    private FakeGrpcCall(HttpContext context, byte[] message, bool isCompressed)
    {
        this.context = context;
        Message = message;
        IsCompressed = isCompressed;
        Headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Path = context.Request.Path;
        ConnectionId = context.Connection.Id;
    }

    public string Path { get; }

    public string Rpc => Path[(Path.LastIndexOf('/') + 1)..];

    public string ConnectionId { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public byte[] Message { get; }

    public bool IsCompressed { get; }

    public CancellationToken Aborted => context.RequestAborted;

    public static async Task<FakeGrpcCall> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var frame = body.ToArray();
        var message = frame[5..];
        if (frame[0] == 1)
        {
            using var gzip = new GZipStream(new MemoryStream(message), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            gzip.CopyTo(plain);
            message = plain.ToArray();
        }

        return new(context, message, frame[0] == 1);
    }

    public Task ReplyAsync(IMessage message) => ReplyAsync(message.ToByteArray(), compressed: false);

    public Task ReplyCompressedAsync(IMessage message)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(message.ToByteArray());
        }

        context.Response.Headers["grpc-encoding"] = "gzip";
        return ReplyAsync(stream.ToArray(), compressed: true);
    }

    /// <summary>Announces a message of a length and sends none of it.</summary>
    public async Task AnnounceAsync(uint length)
    {
        Begin();
        var prefix = new byte[5];
        BinaryPrimitives.WriteUInt32BigEndian(prefix.AsSpan(1), length);
        await context.Response.Body.WriteAsync(prefix);
        await context.Response.Body.FlushAsync();
    }

    /// <summary>Answers an error without a message: the status is in the headers.</summary>
    public void Refuse(int code, string message, string? details = null)
    {
        Begin();
        Status(context.Response.Headers, code, message, details);
    }

    /// <summary>Answers an error in the trailers.</summary>
    public async Task RefuseLateAsync(int code, string message, string? details = null)
    {
        Begin();
        await context.Response.StartAsync();
        context.Response.AppendTrailer("grpc-status", $"{code}");
        context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(message));
        if (details is not null)
        {
            context.Response.AppendTrailer("grpc-status-details-bin", details);
        }
    }

    public void AnswerHttp(int status) => context.Response.StatusCode = status;

    public void Abort() => context.Abort();

    private static void Status(IHeaderDictionary headers, int code, string message, string? details)
    {
        headers["grpc-status"] = $"{code}";
        headers["grpc-message"] = Uri.EscapeDataString(message);
        if (details is not null)
        {
            headers["grpc-status-details-bin"] = details;
        }
    }

    private void Begin() => context.Response.ContentType = "application/grpc";

    private async Task ReplyAsync(byte[] message, bool compressed)
    {
        Begin();
        var frame = new byte[message.Length + 5];
        frame[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, 5);
        await context.Response.Body.WriteAsync(frame);
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
