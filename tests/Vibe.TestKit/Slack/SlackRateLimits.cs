using System.Collections.Concurrent;

namespace Vibe.TestKit.Slack;

/// <summary>Slack's rate limits: buckets that fill again with time.</summary>
internal sealed class SlackRateLimits
{
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>How long the caller must wait, or <see langword="null"/> where the call may go on.</summary>
    public TimeSpan? Wait(string method, string? channel) => method switch
    {
        "chat.postMessage" => Take($"post {channel}", size: 5, every: TimeSpan.FromSeconds(1)) ?? Take("post", size: 300, every: TimeSpan.FromMilliseconds(200)),
        "chat.update" or "conversations.history" or "conversations.replies" or "conversations.open" => Take(method, size: 50, every: TimeSpan.FromSeconds(1.2)),
        "apps.connections.open" or "auth.test" => null,
        _ => Take(method, size: 100, every: TimeSpan.FromSeconds(0.6)),
    };

    private TimeSpan? Take(string name, int size, TimeSpan every)
    {
        var bucket = _buckets.GetOrAdd(name, _ => new Bucket { Tokens = size, At = TimeProvider.System.GetTimestamp() });
        lock (bucket)
        {
            var now = TimeProvider.System.GetTimestamp();
            bucket.Tokens = Math.Min(size, bucket.Tokens + (TimeProvider.System.GetElapsedTime(bucket.At, now) / every));
            bucket.At = now;
            if (bucket.Tokens >= 1)
            {
                bucket.Tokens--;
                return null;
            }

            return every * (1 - bucket.Tokens);
        }
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; }

        public long At { get; set; }
    }
}
