using Microsoft.Extensions.Logging;
using Vibe.Chat.Outbound;
using Vibe.Slack.Background;
using Vibe.Slack.Messages;

namespace Vibe.Slack.Inbound;

/// <summary>Sends the answers that Slack takes only on another way than the response.</summary>
internal sealed partial class SlackLater(SlackPlatform platform, SlackAfterwards afterwards, ILogger<SlackLater> logger)
{
    public void Send(SlackReply reply)
    {
        if (reply.Later is { } answer)
        {
            afterwards.Enqueue(token => SendAsync(answer, token));
        }
    }

    private async Task SendAsync(PrivateAnswer answer, CancellationToken cancellationToken)
    {
        if (await platform.AnswerPrivatelyAsync(answer, cancellationToken) is var outcome and not DeliveryOutcome.Delivered)
        {
            LogNotSent(outcome.GetType().Name);
        }
    }

    [LoggerMessage(EventId = 6111, Level = LogLevel.Warning, Message = "An answer to one person could not be sent: {Outcome}")]
    private partial void LogNotSent(string outcome);
}
