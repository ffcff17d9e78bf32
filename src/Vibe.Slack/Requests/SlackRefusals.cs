using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Vibe.Slack.Requests;

/// <summary>Tells people who run Vibe why requests were refused, each kind once a minute: anybody can send such requests, and Slack shows its users only that the app failed.</summary>
internal sealed partial class SlackRefusals(TimeProvider time, ILogger<SlackRefusals> logger)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<SlackRequestVerdict, DateTimeOffset> _told = new();

    public void Tell(SlackRequestVerdict verdict)
    {
        var now = time.GetUtcNow();
        if (_told.TryGetValue(verdict, out var last) && now - last < s_pause)
        {
            return;
        }

        _told[verdict] = now;
        LogRefused(verdict, verdict switch
        {
            SlackRequestVerdict.StaleTimestamp => "Its time is more than five minutes from this machine's: if it came from Slack, set this machine's clock right.",
            SlackRequestVerdict.BadSignature => "If it came from Slack, Slack:SigningSecret is not the app's (Basic Information, Signing Secret), or a proxy changes the body.",
            SlackRequestVerdict.NoSecret => "Slack:SigningSecret is not set.",
            _ => "Slack's requests have a timestamp and a signature; a proxy may take them away.",
        });
    }

    [LoggerMessage(EventId = 6161, Level = LogLevel.Warning, Message = "A request to Slack's paths was refused ({Verdict}). {Hint}")]
    private partial void LogRefused(SlackRequestVerdict verdict, string hint);
}
