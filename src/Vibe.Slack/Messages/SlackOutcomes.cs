using Vibe.Chat.Outbound;
using Vibe.Slack.Api;

namespace Vibe.Slack.Messages;

/// <summary>Translates what Slack answers into the port's outcomes.</summary>
internal static class SlackOutcomes
{
    public static DeliveryOutcome Of(string method, SlackAnswer answer, string messageId) => answer switch
    {
        SlackAnswer.Ok => new DeliveryOutcome.Delivered(messageId),
        SlackAnswer.RateLimited limited => new DeliveryOutcome.RateLimited(limited.RetryAfter, limited.IsForChannel ? RateScope.Channel : RateScope.Workspace),
        SlackAnswer.Unavailable unavailable => new DeliveryOutcome.Unavailable(unavailable.Code, unavailable.MayBeDone),
        SlackAnswer.Refused refused when SlackErrors.IsMendable(refused.Code) => new DeliveryOutcome.Blocked(refused.Code, SlackErrors.Describe(method, refused.Code, refused.Detail)),
        SlackAnswer.Refused refused => new DeliveryOutcome.Failed(refused.Code, SlackErrors.Describe(method, refused.Code, refused.Detail)),
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "Unknown answer."),
    };
}
