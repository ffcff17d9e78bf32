using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Vibe.Slack.Blocks;
using Vibe.Slack.Settings;

namespace Vibe.Slack.Api;

internal sealed class SlackApi(IHttpClientFactory clients, IOptions<SlackOptions> options, TimeProvider time) : ISlackApi
{
    public const string HttpClientName = "Vibe.Slack";

    private const double SlowestBytesPerSecond = 25_000;

    // Where Slack limits without saying for how long.
    private static readonly TimeSpan s_defaultWait = TimeSpan.FromSeconds(1);
    private readonly SlackOptions _options = options.Value;

    public Task<SlackAnswer> PostAsync(string method, JsonObject arguments, CancellationToken cancellationToken)
    {
        var content = new StringContent(arguments.ToJsonString(SlackJson.Options), Encoding.UTF8, "application/json");
        return CallAsync(Request(method, _options.BotToken, content), cancellationToken);
    }

    public Task<SlackAnswer> FormAsync(string method, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken) =>
        CallAsync(Request(method, _options.BotToken, new FormUrlEncodedContent(arguments)), cancellationToken);

    public Task<SlackAnswer> OpenSocketAsync(CancellationToken cancellationToken) =>
        CallAsync(Request("apps.connections.open", _options.AppToken, new FormUrlEncodedContent([])), cancellationToken);

    public Task<SlackAnswer> SendBytesAsync(Uri address, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var body = new ReadOnlyMemoryContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return CallAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = body }, UploadTime(_options.CallTimeout, content.Length), isPlain: true, cancellationToken);
    }

    /// <summary>A call's time, and what so many bytes take on a slow line.</summary>
    internal static TimeSpan UploadTime(TimeSpan call, int bytes) => call + TimeSpan.FromSeconds(bytes / SlowestBytesPerSecond);

    public Task<SlackAnswer> RespondAsync(Uri address, JsonObject message, CancellationToken cancellationToken)
    {
        // The address comes from a verified request; what it names must still be Slack's.
        if (address.Host != _options.ApiBaseUrl.Host && !(address.Scheme == Uri.UriSchemeHttps && (address.Host == "slack.com" || address.Host.EndsWith(".slack.com", StringComparison.Ordinal) || address.Host.EndsWith(".slack-gov.com", StringComparison.Ordinal))))
        {
            return Task.FromResult<SlackAnswer>(new SlackAnswer.Refused("foreign_response_url", address.Host));
        }

        var content = new StringContent(message.ToJsonString(SlackJson.Options), Encoding.UTF8, "application/json");
        return CallAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = content }, cancellationToken, isPlain: true);
    }

    private HttpRequestMessage Request(string method, string? token, HttpContent content) => new(HttpMethod.Post, new Uri(_options.ApiBaseUrl, method))
    {
        Content = content,
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    private Task<SlackAnswer> CallAsync(HttpRequestMessage request, CancellationToken cancellationToken, bool isPlain = false) =>
        CallAsync(request, _options.CallTimeout, isPlain, cancellationToken);

    private async Task<SlackAnswer> CallAsync(HttpRequestMessage request, TimeSpan atMost, bool isPlain, CancellationToken cancellationToken)
    {
        using var _ = request;
        using var limit = new CancellationTokenSource(atMost, time);
        using var call = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var response = await clients.CreateClient(HttpClientName).SendAsync(request, call.Token);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return new SlackAnswer.RateLimited(RetryAfter(response), IsForChannel: request.RequestUri?.AbsolutePath.EndsWith("/chat.postMessage", StringComparison.Ordinal) == true);
            }

            if ((int)response.StatusCode >= 500)
            {
                return new SlackAnswer.Unavailable($"http_{(int)response.StatusCode}", MayBeDone: true);
            }

            var body = await response.Content.ReadAsByteArrayAsync(call.Token);
            return isPlain ? ReadPlain(response, body) : Read(response, body);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SlackAnswer.Unavailable("timeout", MayBeDone: true);
        }
        catch (HttpRequestException e)
        {
            return new SlackAnswer.Unavailable("no_connection", MayBeDone: e.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError));
        }
        catch (IOException)
        {
            return new SlackAnswer.Unavailable("connection_lost", MayBeDone: true);
        }
    }

    private static SlackAnswer Read(HttpResponseMessage response, byte[] body)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(body);
            root = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return response.IsSuccessStatusCode
                ? new SlackAnswer.Unavailable("no_json", MayBeDone: true)
                : new SlackAnswer.Refused($"http_{(int)response.StatusCode}", "the answer is not Slack's; see Slack:ApiBaseUrl");
        }

        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True)
        {
            var scopes = response.Headers.TryGetValues("x-oauth-scopes", out var values) ? string.Join(',', values).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
            return new SlackAnswer.Ok(root, scopes);
        }

        var code = SlackValue.Text(root, "error") ?? $"http_{(int)response.StatusCode}";
        return SlackErrors.IsRateLimit(code) ? new SlackAnswer.RateLimited(RetryAfter(response), IsForChannel: code == "rate_limited")
            : SlackErrors.IsPassing(code) ? new SlackAnswer.Unavailable(code, MayBeDone: true)
            : new SlackAnswer.Refused(code, Detail(root));
    }

    // Uploads and response addresses answer with plain words.
    private static SlackAnswer ReadPlain(HttpResponseMessage response, byte[] body)
    {
        if (response.IsSuccessStatusCode)
        {
            return new SlackAnswer.Ok(default, []);
        }

        var text = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 100)));
        return new SlackAnswer.Refused($"http_{(int)response.StatusCode}", text);
    }

    private static string Detail(JsonElement root)
    {
        if (SlackValue.Text(root, "needed") is { Length: > 0 } needed)
        {
            return $"needs {needed}";
        }

        return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("response_metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array
            ? string.Join("; ", messages.EnumerateArray().Select(m => m.ToString()).Take(3))
            : string.Empty;
    }

    private static TimeSpan RetryAfter(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Retry-After", out var values) && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 86_400
            ? TimeSpan.FromSeconds(seconds)
            : s_defaultWait;
}
