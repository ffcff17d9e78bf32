using System.Globalization;
using System.Text.Json;
using Vibe.Chat.Dialogs;
using Vibe.Chat.Inbound;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Slack.Api;
using Vibe.Slack.Blocks;
using Vibe.Slack.Dialogs;
using Vibe.Slack.Texts;

namespace Vibe.Slack.Inbound;

/// <summary>Reads clicks, dialogs that are sent in, and message shortcuts.</summary>
internal static class SlackInteractions
{
    public static SlackInbound Read(JsonElement payload)
    {
        var type = SlackValue.Text(payload, "type");
        var team = SlackValue.Text(payload, "team", "id") ?? SlackValue.Text(payload, "user", "team_id") ?? SlackValue.Text(payload, "enterprise", "id");
        var user = SlackValue.Text(payload, "user", "id");
        var trigger = SlackValue.Text(payload, "trigger_id");
        if (string.IsNullOrEmpty(team) || string.IsNullOrEmpty(user) || string.IsNullOrEmpty(trigger))
        {
            return type is "view_closed" ? new SlackInbound.Ignored("A dialog was closed.") : new SlackInbound.Malformed($"An interaction ({type}) has no team, user or trigger id.");
        }

        var sender = new Sender(new EventKey(ChatPlatform.Slack, team, trigger), new UserRef(ChatPlatform.Slack, user), team, trigger);
        return type switch
        {
            "block_actions" => ReadClick(payload, sender),
            "view_submission" => ReadDialog(payload, sender),
            "message_action" => ReadShortcut(payload, sender),
            _ => new SlackInbound.Ignored($"Interactions of the type {type} are not used."),
        };
    }

    private static SlackInbound ReadClick(JsonElement payload, Sender sender)
    {
        if (SlackValue.Items(payload, "actions").FirstOrDefault() is not { ValueKind: JsonValueKind.Object } action)
        {
            return new SlackInbound.Malformed("A click has no action.");
        }

        var actionId = SlackValue.Text(action, "action_id");
        if (SlackValue.At(payload, "view") is { ValueKind: JsonValueKind.Object } view)
        {
            return ReadPageTurn(view, action, actionId);
        }

        if (SlackNames.ReadAction(actionId) is not { } cardAction)
        {
            return new SlackInbound.Ignored("The clicked button is none of a card's.");
        }

        var channel = SlackValue.Text(payload, "channel", "id") ?? SlackValue.Text(payload, "container", "channel_id");
        var message = SlackValue.Text(payload, "message", "ts") ?? SlackValue.Text(payload, "container", "message_ts");
        if (string.IsNullOrEmpty(channel) || !ActionTarget.TryParse(SlackValue.Text(action, "value"), out var target))
        {
            return new SlackInbound.Malformed("A click on a card names no channel or no build.");
        }

        // A card that is the root of its thread has no thread_ts until somebody replies.
        var thread = SlackValue.Text(payload, "message", "thread_ts") ?? SlackValue.Text(payload, "container", "thread_ts") ?? message;
        return new SlackInbound.Event(new InboundEvent
        {
            Key = sender.Key,
            Kind = InboundKind.Action,
            User = sender.User,
            Thread = new ThreadRef(ChatPlatform.Slack, sender.Team, channel, thread),
            Action = cardAction,
            Target = target,
            TriggerId = sender.Trigger,
            ReplyTo = SlackValue.Text(payload, "response_url"),
        });
    }

    private static SlackInbound ReadPageTurn(JsonElement view, JsonElement action, string? actionId)
    {
        var value = SlackValue.Text(action, "selected_option", "value") ?? SlackValue.Text(action, "value");
        var isOurs = actionId is not null && (actionId == SlackNames.FileSelect || actionId.StartsWith(SlackNames.PageButton, StringComparison.Ordinal));
        return isOurs
            && value?.Split('/') is [var file, var page]
            && int.TryParse(file, NumberStyles.None, CultureInfo.InvariantCulture, out var fileIndex)
            && int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var pageIndex)
            && SlackValue.Text(view, "id") is { } id
            && SlackDialogOrigin.Read(SlackValue.Text(view, "private_metadata")) is { } origin
            ? new SlackInbound.PageTurn(new SlackPageTurn(id, SlackValue.Text(view, "hash"), origin, fileIndex, pageIndex))
            : new SlackInbound.Ignored("A click in a dialog that does nothing.");
    }

    private static SlackInbound ReadDialog(JsonElement payload, Sender sender)
    {
        var callback = SlackValue.Text(payload, "view", "callback_id");
        if (SlackNames.ReadDialog(callback) is not { } kind)
        {
            return new SlackInbound.Ignored("A dialog that nothing is sent in with.");
        }

        if (SlackDialogOrigin.Read(SlackValue.Text(payload, "view", "private_metadata")) is not { } origin || (kind != DialogKind.Build && origin.ReadTarget() is null))
        {
            return new SlackInbound.Malformed("A dialog does not say what it is bound to.");
        }

        return new SlackInbound.Event(new InboundEvent
        {
            Key = sender.Key,
            Kind = InboundKind.DialogSubmission,
            User = sender.User,
            Thread = new ThreadRef(ChatPlatform.Slack, sender.Team, origin.Channel, origin.Thread),
            Text = SlackValue.Text(payload, "view", "state", "values", SlackNames.Field, SlackNames.Field, "value")?.Trim() ?? string.Empty,
            Dialog = kind,
            Target = origin.ReadTarget(),
            TriggerId = sender.Trigger,
        });
    }

    private static SlackInbound ReadShortcut(JsonElement payload, Sender sender)
    {
        if (SlackValue.Text(payload, "callback_id") != SlackNames.MessageShortcut)
        {
            return new SlackInbound.Ignored("A shortcut that is not Vibe's.");
        }

        var channel = SlackValue.Text(payload, "channel", "id");
        var message = SlackValue.Text(payload, "message", "ts") ?? SlackValue.Text(payload, "message_ts");
        if (string.IsNullOrEmpty(channel) || string.IsNullOrEmpty(message))
        {
            return new SlackInbound.Malformed("A shortcut names no channel or no message.");
        }

        return new SlackInbound.Event(new InboundEvent
        {
            Key = sender.Key,
            Kind = InboundKind.Shortcut,
            User = sender.User,
            // The build belongs to the message that it was asked from.
            Thread = new ThreadRef(ChatPlatform.Slack, sender.Team, channel, SlackValue.Text(payload, "message", "thread_ts") ?? message),
            Text = SlackMarkup.Read(SlackValue.Text(payload, "message", "text") ?? string.Empty, botUserId: null),
            TriggerId = sender.Trigger,
            ReplyTo = SlackValue.Text(payload, "response_url"),
        });
    }

    private sealed record Sender(EventKey Key, UserRef User, string Team, string Trigger);
}
