using Microsoft.Extensions.Logging;
using Vibe.Chat.Outbound;
using Vibe.Chat.Texts;
using Vibe.Core.Identity;
using Vibe.Data.Inbox;

namespace Vibe.Chat.Dispatch;

/// <summary>Tells the person behind an event something, at most once per event and step.</summary>
internal sealed partial class PrivateAnswers(IInboxStore inbox, PlatformDirectory platforms, TimeProvider time, ILogger<PrivateAnswers> logger)
{
    /// <summary>The step in which a person is told that something is awaited.</summary>
    public const int Interim = 1;

    /// <summary>The step in which a person is told the outcome.</summary>
    public const int Final = 2;

    private const int Attempts = 3;

    // Longer than this an event does not wait for an answer.
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    public async Task TellAsync(Delivery delivery, int step, ChatText text, CancellationToken cancellationToken)
    {
        var received = delivery.Event;
        if (platforms.Find(received.Key.Platform) is not { } platform || !await inbox.TryClaimAnswerAsync(delivery.Lease, step, cancellationToken))
        {
            return;
        }

        var answer = new PrivateAnswer(received.User, received.Thread, text, received.ReplyTo);
        var outcome = await platform.AnswerPrivatelyAsync(answer, cancellationToken);
        for (var attempt = 1; attempt < Attempts && PauseAfter(outcome) is { } pause && pause <= s_longestPause; attempt++)
        {
            await Task.Delay(pause, time, cancellationToken);
            outcome = await platform.AnswerPrivatelyAsync(answer, cancellationToken);
        }

        if (outcome is not DeliveryOutcome.Delivered)
        {
            LogNotTold(received.Key.Platform, outcome.GetType().Name, Describe(outcome));
        }
    }

    /// <summary>What certainly did not arrive may be sent again.</summary>
    private static TimeSpan? PauseAfter(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.RateLimited limited => limited.RetryAfter,
        DeliveryOutcome.Unavailable { MayBeDone: false } => s_pause,
        _ => null,
    };

    private static string Describe(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Failed failed => failed.Reason,
        DeliveryOutcome.Blocked blocked => blocked.Reason,
        DeliveryOutcome.Unavailable unavailable => unavailable.Code,
        DeliveryOutcome.RateLimited limited => $"retry after {limited.RetryAfter}",
        _ => "",
    };

    [LoggerMessage(2101, LogLevel.Warning, "A private answer on {Platform} was not delivered ({Outcome}: {Why}); it is not sent again.")]
    private partial void LogNotTold(ChatPlatform platform, string outcome, string why);
}
