using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporal.Server.Tests;

/// <summary>A gRPC client that can also do wrong: HTTP/2 by hand.</summary>
internal sealed class RawClient(string address) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true })
    {
        BaseAddress = new Uri($"http://{address}"),
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>A correct call.</summary>
    public async Task<TResponse> CallAsync<TResponse>(string method, IMessage request, string service = "temporal.api.workflowservice.v1.WorkflowService")
        where TResponse : IMessage<TResponse>, new()
    {
        var answer = await SendAsync($"/{service}/{method}", Frame(request.ToByteArray()));
        Assert.True(answer.Code == 0, $"{method}: {answer.Code} {answer.Message}");
        var response = new TResponse();
        response.MergeFrom(answer.Payload);
        return response;
    }

    /// <summary>Whatever bytes under whatever headers.</summary>
    public async Task<RawAnswer> SendAsync(
        string path, byte[] body, string contentType = "application/grpc", CancellationToken cancellationToken = default, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(body),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.TE.ParseAdd("trailers");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await SendAsync(request, cancellationToken);
    }

    /// <summary>A request of any method.</summary>
    public async Task<RawAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var response = await _client.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return new RawAnswer(
            (int)response.StatusCode,
            int.Parse(Header(response, "grpc-status") ?? "-1"),
            Header(response, "grpc-message") ?? string.Empty,
            StatusOf(Header(response, "grpc-status-details-bin")),
            body);
    }

    /// <summary>The five-byte prefix before a message.</summary>
    public static byte[] Frame(byte[] message, byte flag = 0) =>
        [flag, (byte)(message.Length >> 24), (byte)(message.Length >> 16), (byte)(message.Length >> 8), (byte)message.Length, .. message];

    public void Dispose() => _client.Dispose();

    private static string? Header(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var trailer) ? trailer.Single()
        : response.Headers.TryGetValues(name, out var header) ? header.Single()
        : null;

    private static GrpcStatus? StatusOf(string? header) =>
        header is null ? null : GrpcStatus.Parser.ParseFrom(Convert.FromBase64String(header.PadRight((header.Length + 3) / 4 * 4, '=')));
}
