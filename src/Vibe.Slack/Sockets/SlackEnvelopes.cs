using System.Text.Json;
using Microsoft.Extensions.Logging;
using Vibe.Slack.Api;
using Vibe.Slack.Inbound;

namespace Vibe.Slack.Sockets;

/// <summary>Reads Socket Mode's envelopes: their payloads are those of the HTTP requests.</summary>
internal sealed partial class SlackEnvelopes(SlackReceiver receiver, SlackLater later, ILogger<SlackEnvelopes> logger)
{
    /// <summary>What goes back, or <see langword="null"/> where nothing does.</summary>
    public async Task<SlackReply?> HandleAsync(JsonElement envelope, CancellationToken cancellationToken)
    {
        try
        {
            var payload = SlackValue.At(envelope, "payload") ?? default;
            var inbound = SlackValue.Text(envelope, "type") switch
            {
                "slash_commands" => SlackCommands.Read(name => SlackValue.Text(payload, name)),
                "interactive" => SlackInteractions.Read(payload),
                "events_api" => SlackEvents.Read(payload),
                var type => new SlackInbound.Ignored($"Envelopes of the type {type} are not used."),
            };
            var reply = await receiver.ReceiveAsync(inbound, cancellationToken);
            later.Send(reply);
            return reply;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One envelope that breaks must not end the connection; Slack delivers it again.
            LogBroken(e);
            return null;
        }
    }

    [LoggerMessage(EventId = 6211, Level = LogLevel.Error, Message = "A Socket Mode envelope could not be handled")]
    private partial void LogBroken(Exception exception);
}
