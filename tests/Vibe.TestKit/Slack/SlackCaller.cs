using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Vibe.TestKit.Slack;

/// <summary>Calls an app's addresses as Slack does: signed, with the raw body.</summary>
public sealed class SlackCaller(HttpClient http, Uri app, string secret = FakeSlack.SigningSecret)
{
    /// <summary>Sends a slash command.</summary>
    public Task<HttpResponseMessage> CommandAsync(Dictionary<string, string> fields, CancellationToken cancellationToken) => FormAsync("slack/commands", fields, cancellationToken);

    /// <summary>Sends a click, a dialog or a shortcut.</summary>
    public Task<HttpResponseMessage> InteractAsync(JsonObject payload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return FormAsync("slack/interactivity", new Dictionary<string, string> { ["payload"] = payload.ToJsonString() }, cancellationToken);
    }

    /// <summary>Sends an event.</summary>
    public Task<HttpResponseMessage> EventAsync(JsonObject envelope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        return SendAsync("slack/events", envelope.ToJsonString(), "application/json", cancellationToken);
    }

    /// <summary>Sends a body with a signature of now.</summary>
    public Task<HttpResponseMessage> SendAsync(string path, string body, string contentType, CancellationToken cancellationToken) =>
        http.SendAsync(Request(path, body, contentType, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), cancellationToken);

    /// <summary>A signed request.</summary>
    public HttpRequestMessage Request(string path, string body, string contentType, string timestamp)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app, path)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.TryAddWithoutValidation("X-Slack-Request-Timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("X-Slack-Signature", Sign(secret, timestamp, body));
        return request;
    }

    /// <summary>A signature as Slack makes it.</summary>
    public static string Sign(string secret, string timestamp, string body) =>
        "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")));

    private async Task<HttpResponseMessage> FormAsync(string path, Dictionary<string, string> fields, CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await SendAsync(path, await content.ReadAsStringAsync(cancellationToken), "application/x-www-form-urlencoded", cancellationToken);
    }
}
