using System.Net;
using System.Text;

namespace Vibe.TestKit;

/// <summary>Asks by hand whether a Temporal server serves a namespace: the kit knows no client.</summary>
internal static class GrpcProbe
{
    internal static async Task<bool> ServesNamespaceAsync(string address, string name)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var text = Encoding.UTF8.GetBytes(name);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{address}/temporal.api.workflowservice.v1.WorkflowService/DescribeNamespace")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, (byte)(text.Length + 2), 0x0A, (byte)text.Length, .. text]),
        };
        request.Content.Headers.ContentType = new("application/grpc");
        request.Headers.TE.ParseAdd("trailers");
        try
        {
            using var response = await client.SendAsync(request);
            return response.TrailingHeaders.TryGetValues("grpc-status", out var status) && status.Single() == "0";
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
