using Vibe.Chat.Inbound;
using Vibe.Core.Identity;
using Vibe.Slack.Texts;

namespace Vibe.Slack.Inbound;

/// <summary>Reads slash commands: form fields over HTTP, the same fields as JSON over Socket Mode.</summary>
internal static class SlackCommands
{
    public static SlackInbound Read(Func<string, string?> field)
    {
        var team = Id(field("team_id")) ?? Id(field("enterprise_id"));
        if (team is null || Id(field("channel_id")) is not { } channel || Id(field("user_id")) is not { } user)
        {
            return new SlackInbound.Malformed("A command has no team, channel or user.");
        }

        if (Id(field("trigger_id")) is not { } trigger)
        {
            return new SlackInbound.Malformed("A command has no trigger id.");
        }

        return new SlackInbound.Event(new InboundEvent
        {
            Key = new EventKey(ChatPlatform.Slack, team, trigger),
            Kind = InboundKind.Command,
            User = new UserRef(ChatPlatform.Slack, user),
            Thread = new ThreadRef(ChatPlatform.Slack, team, channel, Thread: null),
            Text = SlackMarkup.Read(field("text") ?? string.Empty, botUserId: null),
            TriggerId = trigger,
            ReplyTo = field("response_url"),
        });
    }

    private static string? Id(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
