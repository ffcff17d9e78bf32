using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Vibe.Benchmarks.Server;

/// <summary>The least of a gRPC client, so that the client's own cost does not blur a measure.</summary>
internal sealed class UnaryClient(string address) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = new Uri($"http://{address}") };

    /// <summary>Calls a method of WorkflowService and forgets its answer.</summary>
    public async Task CallAsync(string method, IMessage message)
    {
        var size = message.CalculateSize();
        var body = new byte[size + 5];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(1), size);
        message.WriteTo(body.AsSpan(5));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/temporal.api.workflowservice.v1.WorkflowService/{method}")
        {
            Content = new ByteArrayContent(body),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var response = await _client.SendAsync(request);
        await response.Content.CopyToAsync(Stream.Null);
        if (!response.TrailingHeaders.TryGetValues("grpc-status", out var status) || status.Single() != "0")
        {
            throw new InvalidOperationException($"{method} failed: {string.Join(' ', response.Headers.Concat(response.TrailingHeaders).Select(header => $"{header.Key}={string.Join(',', header.Value)}"))}");
        }
    }

    public void Dispose() => _client.Dispose();
}
