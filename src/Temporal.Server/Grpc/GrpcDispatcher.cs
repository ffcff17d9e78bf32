using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Common.V1;

namespace Temporal.Server.Grpc;

/// <summary>The gRPC server side of HTTP/2: one request, one handler, one answer in trailers. Whatever arrives, the server stays up.</summary>
internal sealed partial class GrpcDispatcher(MethodTable table, ILogger<GrpcDispatcher> logger, CancellationToken stopping)
{
    private const string ContentType = "application/grpc";
    private const string Encoding = "grpc-encoding";

    /// <summary>Answers one HTTP request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (Accept(context) is not { } method)
        {
            return;
        }

        TimeSpan? timeout = null;
        if (context.Request.Headers.TryGetValue("grpc-timeout", out var header))
        {
            if (!GrpcTimeout.TryParse(header.ToString(), out var parsed))
            {
                Refuse(context, StatusCodes.Status400BadRequest, GrpcCode.Internal, $"malformed grpc-timeout: invalid value \"{header}\"");
                return;
            }

            timeout = parsed;
        }

        // Deadlines run on the machine's clock, also where the server skips time: the caller's watch does not skip.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        if (timeout is { } limit)
        {
            ending.CancelAfter(limit < MaxDelay ? limit : MaxDelay);
        }

        var call = new RpcContext { Cancelled = ending.Token, Timeout = timeout };
        await AnswerAsync(context, method, call);
        if (context.RequestAborted.IsCancellationRequested || (call.WantsReport && IsReset(context)))
        {
            call.ReportNotDelivered();
        }
    }

    // A stream that was reset swallows what is written to it. That shows at once, while RequestAborted is told by way of the thread pool.
    private static bool IsReset(HttpContext context) =>
        context.Response.BodyWriter is { CanGetUnflushedBytes: true, UnflushedBytes: 0 };

    // A reset that passes the answer on its way is noticed on the connection.
    private static void Watch(HttpContext context, RpcContext call)
    {
        if (call.WantsReport
            && context.Features.Get<StreamResets>() is { } resets
            && context.Features.Get<IHttp2StreamIdFeature>() is { } stream)
        {
            resets.Watch(stream.StreamId, call.ReportNotDelivered);
        }
    }

    private static TimeSpan MaxDelay => TimeSpan.FromDays(40);

    /// <summary>The method that is asked for; null where the request has been refused.</summary>
    private RpcMethod? Accept(HttpContext context)
    {
        var request = context.Request;
        if (request.Method != HttpMethods.Post)
        {
            Refuse(
                context,
                StatusCodes.Status405MethodNotAllowed,
                GrpcCode.Internal,
                $"Received a HEADERS frame with :method \"{request.Method}\" which should be POST");
            return null;
        }

        if (!IsGrpc(request.ContentType))
        {
            Refuse(
                context,
                StatusCodes.Status415UnsupportedMediaType,
                GrpcCode.InvalidArgument,
                $"invalid gRPC request content-type \"{request.ContentType}\"");
            return null;
        }

        if (table.Find(request.Path.Value ?? string.Empty) is { } method)
        {
            return method;
        }

        var refusal = table.Refusal(request.Path.Value ?? string.Empty);
        Refuse(context, StatusCodes.Status200OK, GrpcCode.Unimplemented, refusal);
        return null;
    }

    private async Task AnswerAsync(HttpContext context, RpcMethod method, RpcContext call)
    {
        try
        {
            var response = await HandleAsync(context, method, call);
            Watch(context, call);
            WriteAnswer(context, response);
        }
        catch (ServiceException exception)
        {
            Refuse(context, exception);
        }
        catch (InvalidProtocolBufferException exception)
        {
            Refuse(context, StatusCodes.Status200OK, GrpcCode.Internal, $"grpc: error unmarshalling request: {exception.Message}");
        }
        catch (OperationCanceledException) when (call.Cancelled.IsCancellationRequested)
        {
            RefuseEnded(context);
        }
        catch (IOException)
        {
            // The connection broke while the request came in: nobody is there to answer.
            context.Abort();
        }
#pragma warning disable CA1031 // The last line of defence of the edge: it logs, answers and keeps the server up.
        catch (Exception exception)
        {
            LogFault(exception, context.Request.Path.Value ?? string.Empty);
            Refuse(context, StatusCodes.Status200OK, GrpcCode.Internal, exception.Message);
        }
#pragma warning restore CA1031
    }

    private async Task<IMessage> HandleAsync(HttpContext context, RpcMethod method, RpcContext call)
    {
        var reader = context.Request.BodyReader;
        var frame = await GrpcFrameReader.ReadAsync(reader, call.Cancelled);
        IMessage request;
        try
        {
            request = Parse(context, method, frame);
        }
        finally
        {
            reader.AdvanceTo(frame.Payload.End);
        }

        return await WaitAsync(method.Handler(request, call), call);
    }

    private static IMessage Parse(HttpContext context, RpcMethod method, GrpcFrame frame)
    {
        if (!frame.IsCompressed)
        {
            return method.Parser.ParseFrom(frame.Payload);
        }

        using var message = GrpcDecompressor.Decompress(frame.Payload, context.Request.Headers[Encoding]);
        return method.Parser.ParseFrom(message.Span);
    }

    /// <summary>Waits no longer than the caller does: a handler may be held by a database that is away.</summary>
    private async Task<IMessage> WaitAsync(Task<IMessage> answer, RpcContext call)
    {
        try
        {
            return await answer.WaitAsync(call.Cancelled);
        }
        catch (OperationCanceledException) when (!answer.IsCompleted)
        {
            _ = ReportLateAsync(answer, call);
            throw;
        }
    }

    private async Task ReportLateAsync(Task<IMessage> answer, RpcContext call)
    {
        try
        {
            await answer;
            call.ReportNotDelivered();
        }
#pragma warning disable CA1031 // Nobody waits for it any more.
        catch (Exception exception)
        {
            LogLate(exception);
        }
#pragma warning restore CA1031
    }

    private static void WriteAnswer(HttpContext context, IMessage message)
    {
        var response = context.Response;
        response.ContentType = ContentType;
        if (AcceptsGzip(context.Request) && message.CalculateSize() >= GrpcFrameWriter.CompressFrom)
        {
            response.Headers[Encoding] = "gzip";
            GrpcFrameWriter.WriteCompressed(response.BodyWriter, message);
        }
        else
        {
            GrpcFrameWriter.Write(response.BodyWriter, message);
        }

        context.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers["grpc-status"] = "0";
    }

    private void RefuseEnded(HttpContext context)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (stopping.IsCancellationRequested)
        {
            Refuse(context, StatusCodes.Status200OK, GrpcCode.Unavailable, "server is stopping");
            return;
        }

        Refuse(context, StatusCodes.Status200OK, GrpcCode.DeadlineExceeded, "context deadline exceeded");
    }

    private static void Refuse(HttpContext context, ServiceException exception)
    {
        Refuse(context, StatusCodes.Status200OK, exception.Code, exception.Message);
        if (exception.Detail is { } detail && !context.Response.HasStarted)
        {
            var status = new GrpcStatus { Code = (int)exception.Code, Message = exception.Message, Details = { Any.Pack(detail) } };
            context.Response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
        }
    }

    /// <summary>Answers in headers alone ("trailers-only").</summary>
    private static void Refuse(HttpContext context, int httpStatus, GrpcCode code, string message)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        var response = context.Response;
        response.StatusCode = httpStatus;
        response.ContentType = ContentType;
        response.Headers["grpc-status"] = ((int)code).ToString();
        response.Headers["grpc-message"] = GrpcMessageEncoding.Encode(message);
    }

    private static bool IsGrpc(string? contentType) =>
        contentType is not null
        && contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == ContentType.Length || contentType[ContentType.Length] is '+' or ';');

    private static bool AcceptsGzip(HttpRequest request) =>
        request.Headers.TryGetValue("grpc-accept-encoding", out var accepted)
        && accepted.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);

    [LoggerMessage(EventId = 7001, Level = LogLevel.Error, Message = "A handler failed: {Path}")]
    private partial void LogFault(Exception exception, string path);

    [LoggerMessage(EventId = 7002, Level = LogLevel.Debug, Message = "A call ended after its caller had gone")]
    private partial void LogLate(Exception exception);
}
