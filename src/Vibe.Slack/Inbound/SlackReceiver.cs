using Microsoft.Extensions.Logging;
using Vibe.Chat.Inbound;
using Vibe.Chat.Outbound;
using Vibe.Chat.Texts;
using Vibe.Slack.Blocks;
using Vibe.Slack.Dialogs;
using Vibe.Slack.Texts;

namespace Vibe.Slack.Inbound;

/// <summary>Hands what Slack delivers to the inbox and says what goes back; the same for HTTP and Socket Mode.</summary>
internal sealed partial class SlackReceiver(IChatInbox inbox, SlackArtifactPages pages, ILogger<SlackReceiver> logger)
{
    public async Task<SlackReply> ReceiveAsync(SlackInbound inbound, CancellationToken cancellationToken)
    {
        switch (inbound)
        {
            case SlackInbound.Event e:
                return Reply(e.Received, await inbox.AcceptAsync(e.Received, cancellationToken));
            case SlackInbound.Challenge challenge:
                return new SlackReply(true, SlackJson.Write(new { challenge = challenge.Value }));
            case SlackInbound.PageTurn turn:
                pages.Turn(turn.Turn);
                return SlackReply.Done;
            case SlackInbound.Ignored ignored:
                LogIgnored(ignored.Reason);
                return SlackReply.Done;
            case SlackInbound.Malformed malformed:
                // Delivering it again would change nothing.
                LogMalformed(malformed.Reason);
                return SlackReply.Done;
            default:
                throw new ArgumentOutOfRangeException(nameof(inbound), inbound, "Unknown kind.");
        }
    }

    private static SlackReply Reply(InboundEvent received, ChatReceipt receipt) => receipt switch
    {
        ChatReceipt.Accepted or ChatReceipt.Repeat => SlackReply.Done,
        ChatReceipt.Answered answered => Answer(received, answered.Text, answered.IsRefusal),
        // Slack delivers events again, but never commands, clicks or dialogs: their senders are told.
        ChatReceipt.NotAccepted when received.Kind is InboundKind.Mention or InboundKind.DirectMessage => SlackReply.Again,
        ChatReceipt.NotAccepted refused => Answer(received, refused.Text, isRefusal: true),
        _ => throw new ArgumentOutOfRangeException(nameof(receipt), receipt, "Unknown receipt."),
    };

    private static SlackReply Answer(InboundEvent received, ChatText text, bool isRefusal) => received.Kind switch
    {
        InboundKind.Command => new SlackReply(true, SlackJson.Write(new { response_type = "ephemeral", text = SlackMarkup.Fit(SlackMarkup.Write(text), SlackLimits.MessageText) })),
        // Errors at a field are plain text.
        InboundKind.DialogSubmission when isRefusal => new SlackReply(true, SlackJson.Write(new
        {
            response_action = "errors",
            errors = new Dictionary<string, string> { [SlackNames.Field] = SlackMarkup.FitPlain(text.ToPlainText(user => user.ToString()), SlackLimits.InputLabel) },
        })),
        _ => new SlackReply(true, Later: new PrivateAnswer(received.User, received.Thread, text, received.ReplyTo)),
    };

    [LoggerMessage(EventId = 6101, Level = LogLevel.Debug, Message = "Slack delivered something that is not used: {Reason}")]
    private partial void LogIgnored(string reason);

    [LoggerMessage(EventId = 6102, Level = LogLevel.Warning, Message = "Slack delivered something that cannot be read: {Reason}")]
    private partial void LogMalformed(string reason);
}
