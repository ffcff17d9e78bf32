using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Temporal.Sdk.Tests.Worker;

/// <summary>
/// Passes calls on to a Temporal service and loses chosen answers: the service has done what it was asked for and has answered, then the caller's connection is
/// cut.
/// </summary>
internal sealed class AnswerLosingProxy : IAsyncDisposable
{
    private const int FramePrefix = 5;
    private static readonly string[] Kept = ["te", "content-type", "grpc-timeout", "grpc-encoding", "authorization", "client-name", "client-version"];

    private readonly WebApplication app;
    private readonly HttpMessageInvoker target;
    private readonly Uri targetAddress;
    private readonly ConcurrentDictionary<string, Loss> losses = new();

    private AnswerLosingProxy(string target)
    {
        targetAddress = new Uri($"http://{target}");
        this.target = new HttpMessageInvoker(new SocketsHttpHandler { EnableMultipleHttp2Connections = true });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        app = builder.Build();
        app.Run(PassAsync);
    }

    public string Address { get; private set; } = string.Empty;

    public static async Task<AnswerLosingProxy> StartAsync(string target)
    {
        var proxy = new AnswerLosingProxy(target);
        await proxy.app.StartAsync();
        var address = proxy.app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        proxy.Address = new Uri(address).Authority;
        return proxy;
    }

    /// <summary>Loses the next answer of a method that fits.</summary>
    /// <returns>Ends when it was lost.</returns>
    public Task LoseNext<TResponse>(string method, MessageParser<TResponse> parser, Func<TResponse, bool> fits)
        where TResponse : IMessage<TResponse>
    {
        var loss = new Loss(bytes => fits(parser.ParseFrom(bytes)));
        losses[method] = loss;
        return loss.Lost.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        target.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(targetAddress, context.Request.Path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(await ReadAsync(context.Request.Body, context.RequestAborted)),
        };
        foreach (var name in Kept)
        {
            if (context.Request.Headers.TryGetValue(name, out var values))
            {
                _ = request.Headers.TryAddWithoutValidation(name, values.ToArray()) || request.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        try
        {
            using var response = await target.SendAsync(request, context.RequestAborted);
            var body = await response.Content.ReadAsByteArrayAsync(context.RequestAborted);
            if (Takes(context.Request.Path.Value!, body))
            {
                context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
                return;
            }

            await AnswerAsync(context, response, body);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException)
        {
            context.Abort();
        }
    }

    private bool Takes(string path, byte[] body)
    {
        var method = path[(path.LastIndexOf('/') + 1)..];
        if (body.Length < FramePrefix || !losses.TryGetValue(method, out var loss) || !loss.Fits(body[FramePrefix..]) || !losses.TryRemove(new(method, loss)))
        {
            return false;
        }

        loss.Lost.SetResult();
        return true;
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage response, byte[] body)
    {
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        foreach (var header in response.Headers)
        {
            if (header.Key.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase))
            {
                context.Response.Headers[header.Key] = header.Value.ToArray();
            }
        }

        await context.Response.Body.WriteAsync(body, context.RequestAborted);
        foreach (var trailer in response.TrailingHeaders)
        {
            context.Response.AppendTrailer(trailer.Key, trailer.Value.ToArray());
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, cancellationToken);
        return copy.ToArray();
    }

    private sealed class Loss(Func<byte[], bool> fits)
    {
        public Func<byte[], bool> Fits => fits;

        public TaskCompletionSource Lost { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
