using Microsoft.Extensions.Logging;
using Vibe.Chat.Outbound;
using Vibe.Chat.Texts;
using Vibe.Core.Identity;
using Vibe.Data.Inbox;

namespace Vibe.Chat.Dispatch;

/// <summary>Tells the person behind an event something, at most once per event and step.</summary>
internal sealed partial class PrivateAnswers(IInboxStore inbox, PlatformDirectory platforms, ILogger<PrivateAnswers> logger)
{
    /// <summary>The step in which a person is told that something is awaited.</summary>
    public const int Interim = 1;

    /// <summary>The step in which a person is told the outcome.</summary>
    public const int Final = 2;

    public async Task TellAsync(Delivery delivery, int step, ChatText text, CancellationToken cancellationToken)
    {
        var received = delivery.Event;
        if (platforms.Find(received.Key.Platform) is not { } platform || !await inbox.TryClaimAnswerAsync(delivery.Lease, step, cancellationToken))
        {
            return;
        }

        var outcome = await platform.AnswerPrivatelyAsync(new PrivateAnswer(received.User, received.Thread, text, received.ReplyTo), cancellationToken);
        if (outcome is not DeliveryOutcome.Delivered)
        {
            LogNotTold(received.Key.Platform, outcome.GetType().Name, Describe(outcome));
        }
    }

    private static string Describe(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Failed failed => failed.Code,
        DeliveryOutcome.Unavailable unavailable => unavailable.Code,
        DeliveryOutcome.RateLimited limited => $"retry after {limited.RetryAfter}",
        _ => "",
    };

    [LoggerMessage(2101, LogLevel.Warning, "A private answer on {Platform} was not delivered ({Outcome}: {Why}); it is not sent again.")]
    private partial void LogNotTold(ChatPlatform platform, string outcome, string why);
}
