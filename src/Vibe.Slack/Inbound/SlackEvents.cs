using System.Text.Json;
using Vibe.Chat.Inbound;
using Vibe.Core.Identity;
using Vibe.Slack.Api;
using Vibe.Slack.Texts;

namespace Vibe.Slack.Inbound;

/// <summary>Reads the Events API's envelopes: mentions and direct messages.</summary>
internal static class SlackEvents
{
    public static SlackInbound Read(JsonElement envelope)
    {
        switch (SlackValue.Text(envelope, "type"))
        {
            case "url_verification":
                return SlackValue.Text(envelope, "challenge") is { } challenge ? new SlackInbound.Challenge(challenge) : new SlackInbound.Malformed("A check of the address has no challenge.");
            case "event_callback":
                return ReadEvent(envelope);
            case var type:
                return new SlackInbound.Ignored($"Envelopes of the type {type} are not used.");
        }
    }

    private static SlackInbound ReadEvent(JsonElement envelope)
    {
        if (SlackValue.At(envelope, "event") is not { ValueKind: JsonValueKind.Object } inner)
        {
            return new SlackInbound.Malformed("An envelope has no event.");
        }

        var type = SlackValue.Text(inner, "type");
        InboundKind? kind = (type, SlackValue.Text(inner, "channel_type")) switch
        {
            ("app_mention", _) => InboundKind.Mention,
            ("message", "im") => InboundKind.DirectMessage,
            _ => null,
        };
        if (kind is null)
        {
            return new SlackInbound.Ignored($"Events of the type {type} are not used.");
        }

        var bot = SlackValue.Items(envelope, "authorizations").Select(a => SlackValue.Text(a, "user_id")).FirstOrDefault();
        if (IsNoPersonsMessage(inner, bot))
        {
            return new SlackInbound.Ignored("A message of a bot, or one that was edited, deleted or joined.");
        }

        var team = SlackValue.Text(envelope, "team_id") ?? SlackValue.Text(inner, "team") ?? SlackValue.Text(envelope, "enterprise_id");
        if (string.IsNullOrEmpty(team) || SlackValue.Text(envelope, "event_id") is not { Length: > 0 } id
            || SlackValue.Text(inner, "user") is not { Length: > 0 } user || SlackValue.Text(inner, "channel") is not { Length: > 0 } channel)
        {
            return new SlackInbound.Malformed("An event has no team, id, user or channel.");
        }

        return new SlackInbound.Event(new InboundEvent
        {
            Key = new EventKey(ChatPlatform.Slack, team, id),
            Kind = kind.Value,
            User = new UserRef(ChatPlatform.Slack, user),
            // A stranger comes from another workspace through a shared channel: the workspace's policy treats them as guests.
            IsGuest = SlackValue.Text(inner, "user_team") is { } home && home != team ? true : null,
            Thread = new ThreadRef(ChatPlatform.Slack, team, channel, SlackValue.Text(inner, "thread_ts")),
            Text = SlackMarkup.Read(SlackValue.Text(inner, "text") ?? string.Empty, bot),
        });
    }

    // An edited message that mentions Vibe comes again as another event: it would ask for a second build.
    private static bool IsNoPersonsMessage(JsonElement inner, string? bot) =>
        SlackValue.Text(inner, "subtype") is not (null or "file_share" or "thread_broadcast")
        || SlackValue.Text(inner, "bot_id") is not null
        || SlackValue.At(inner, "edited") is { ValueKind: JsonValueKind.Object }
        || (bot is not null && SlackValue.Text(inner, "user") == bot);
}
