using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vibe.Benchmarks.Acknowledge;

/// <summary>Makes signed slash commands as Slack sends them, each an event of its own.</summary>
internal sealed class SlackRequests(string secret)
{
    private const string Path = "/slack/commands";
    private readonly byte[] key = Encoding.UTF8.GetBytes(secret);
    private long count;

    /// <summary>How many were made.</summary>
    public long Count => Volatile.Read(ref count);

    /// <summary>One request, ready to be sent.</summary>
    public byte[] Next()
    {
        var number = Interlocked.Increment(ref count);
        var body =
            $"token=legacy&team_id=T0BENCH&team_domain=bench&channel_id=C{number % 50}&channel_name=general&user_id=U{number % 500}&user_name=someone&command=%2Fvibe&text=status"
            + $"&api_app_id=A0BENCH&is_enterprise_install=false&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT0BENCH%2F{number}%2FabcdefghijklmnopqrstuvwX&trigger_id={number}.1234567890.0123456789abcdef0123456789abcdef";
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")));
        return Encoding.ASCII.GetBytes(
            $"POST {Path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\nAccept: application/json,*/*\r\nAccept-Encoding: gzip,deflate\r\n"
            + $"Content-Type: application/x-www-form-urlencoded\r\nX-Slack-Signature: v0={signature}\r\nX-Slack-Request-Timestamp: {timestamp}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }
}
