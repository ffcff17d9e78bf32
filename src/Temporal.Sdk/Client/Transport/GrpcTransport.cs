using System.Collections.Concurrent;
using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace Temporalio.Client.Transport;

/// <summary>
/// Unary gRPC calls over HTTP/2, with retries. Long polls go over connections of their own, so that they never take the streams
/// (100 on many servers) that short calls wait for.
/// </summary>
internal sealed class GrpcTransport : IDisposable
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongPollTimeout = TimeSpan.FromSeconds(70);

    private readonly ConcurrentDictionary<(string Service, string Rpc), GrpcMethod> methods = new();
    private readonly TransportTarget target;
    private readonly CallHeaders headers;
    private readonly RetryPolicy retries;
    private readonly HttpMessageInvoker calls;
    private readonly HttpMessageInvoker polls;
    private volatile bool compresses = true;

    internal GrpcTransport(TransportTarget target, CallHeaders headers, RpcRetryOptions retry, TimeProvider time)
        : this(target, headers, new RetryPolicy(retry, time), () => HttpHandlerFactory.Create(target))
    {
    }

    private GrpcTransport(TransportTarget target, CallHeaders headers, RetryPolicy retries, Func<HttpMessageHandler> handlers)
    {
        this.target = target;
        this.headers = headers;
        this.retries = retries;
        calls = new HttpMessageInvoker(handlers(), disposeHandler: true);
        polls = new HttpMessageInvoker(handlers(), disposeHandler: true);
    }

    // A call under way keeps its connection from being finalized, and so from being closed.
    internal object? Owner { get; init; }

    public void Dispose()
    {
        calls.Dispose();
        polls.Dispose();
    }

    internal Task<T> CallAsync<T>(string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options)
        where T : IMessage<T>
    {
        var method = methods.TryGetValue((service, rpc), out var known) ? known : methods.GetOrAdd((service, rpc), key => GrpcMethod.Create(target.Address, key, request.Descriptor));
        var isLongPoll = method.IsAlwaysLongPoll || request is GetWorkflowExecutionHistoryRequest { WaitNewEvent: true };
        return options?.Retry == true
            ? retries.RunAsync(method, isLongPoll, () => CallOnceAsync(method, isLongPoll, request, parser, options), options.CancellationToken ?? default)
            : CallOnceAsync(method, isLongPoll, request, parser, options);
    }

    private async Task<T> CallOnceAsync<T>(GrpcMethod method, bool isLongPoll, IMessage request, MessageParser<T> parser, RpcOptions? options)
        where T : IMessage<T>
    {
        var timeout = options?.Timeout ?? (isLongPoll ? LongPollTimeout : CallTimeout);
        var caller = options?.CancellationToken ?? default;
        caller.ThrowIfCancellationRequested();
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(caller);
        limited.CancelAfter(timeout);

        using var message = NewRequest(method, request, timeout, options);
        try
        {
            using var response = await (isLongPoll ? polls : calls).SendAsync(message, limited.Token).ConfigureAwait(false);
            return await GrpcResponse.ReadAsync(response, parser, limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!caller.IsCancellationRequested && limited.IsCancellationRequested)
        {
            throw new RpcException(RpcException.StatusCode.DeadlineExceeded, $"{method.Rpc} got no answer from {target.Address.Authority} within {timeout.TotalSeconds:0.###} s.", e);
        }
        catch (OperationCanceledException e) when (caller.IsCancellationRequested && e.CancellationToken != caller)
        {
            throw new OperationCanceledException(e.Message, e, caller);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.Unimplemented && compresses && IsAboutCompression(e.Message))
        {
            // A proxy or an old server that cannot gunzip: from now on plain.
            compresses = false;
            return await CallOnceAsync(method, isLongPoll, request, parser, options).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw TransportErrors.ToRpcException(e, method.Rpc, target.Address.Authority);
        }
    }

    private HttpRequestMessage NewRequest(GrpcMethod method, IMessage request, TimeSpan timeout, RpcOptions? options)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, method.Address)
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var content = new GrpcRequestContent(request, compresses);
        message.Content = content;
        if (target.Authority is { } authority)
        {
            message.Headers.Host = authority;
        }

        message.Headers.TryAddWithoutValidation("te", "trailers");
        message.Headers.TryAddWithoutValidation("grpc-accept-encoding", "identity,gzip");
        message.Headers.TryAddWithoutValidation("grpc-timeout", GrpcTimeout.Format(timeout));
        if (content.IsCompressed)
        {
            message.Headers.TryAddWithoutValidation("grpc-encoding", "gzip");
        }

        headers.AddTo(message.Headers, method.NamespaceOf(request), options);
        return message;
    }

    private static bool IsAboutCompression(string message) =>
        message.Contains("decompress", StringComparison.OrdinalIgnoreCase)
        || message.Contains("grpc-encoding", StringComparison.OrdinalIgnoreCase)
        || message.Contains("compressor", StringComparison.OrdinalIgnoreCase);
}
