using System.Globalization;
using System.Text.Json.Nodes;

namespace Vibe.TestKit.Slack;

/// <summary>What Slack sends to an app, as its documentation shows it.</summary>
public sealed class SlackPayloads(FakeSlack slack)
{
    private int _last;

    /// <summary>The fields of a slash command.</summary>
    public Dictionary<string, string> Command(string text, string user = "U1", string channel = "C1", string? trigger = null) => new()
    {
        ["token"] = "legacy",
        ["team_id"] = FakeSlack.Team,
        ["team_domain"] = "acme",
        ["channel_id"] = channel,
        ["channel_name"] = "general",
        ["user_id"] = user,
        ["user_name"] = "somebody",
        ["command"] = "/vibe",
        ["text"] = text,
        ["response_url"] = slack.NewResponseUrl(channel, user),
        ["trigger_id"] = trigger ?? NewTrigger(),
        ["api_app_id"] = "AVIBE",
        ["is_enterprise_install"] = "false",
    };

    /// <summary>A click on a button of a message.</summary>
    public JsonObject Click(SlackStoredMessage message, string actionId, string user = "U2", string? trigger = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        var button = message.Button(actionId) ?? throw new InvalidOperationException($"The message has no button {actionId}: {message.Blocks?.ToJsonString()}");
        var payload = Interaction("block_actions", user, trigger);
        payload["container"] = new JsonObject { ["type"] = "message", ["message_ts"] = message.Ts, ["channel_id"] = message.Channel, ["is_ephemeral"] = false };
        payload["channel"] = new JsonObject { ["id"] = message.Channel, ["name"] = "general" };
        payload["message"] = message.ToJson(withMetadata: false);
        payload["response_url"] = slack.NewResponseUrl(message.Channel, user);
        payload["actions"] = new JsonArray(new JsonObject
        {
            ["type"] = "button",
            ["action_id"] = actionId,
            ["block_id"] = "b1",
            ["value"] = button["value"]?.ToString(),
            ["text"] = button["text"]?.DeepClone(),
            ["action_ts"] = slack.State.NewStamp(),
        });
        return payload;
    }

    /// <summary>A click on a button or a choice of an open dialog.</summary>
    public JsonObject ClickIn(SlackStoredView view, string actionId, string value, string user = "U2")
    {
        ArgumentNullException.ThrowIfNull(view);
        var payload = Interaction("block_actions", user, trigger: null);
        payload["container"] = new JsonObject { ["type"] = "view", ["view_id"] = view.Id };
        payload["view"] = ViewOf(view);
        payload["actions"] = new JsonArray(new JsonObject { ["type"] = "button", ["action_id"] = actionId, ["block_id"] = "b1", ["value"] = value });
        return payload;
    }

    /// <summary>A dialog that is sent in.</summary>
    public JsonObject Submit(SlackStoredView view, string text, string user = "U2", string? trigger = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        var payload = Interaction("view_submission", user, trigger);
        var shown = ViewOf(view);
        var input = shown["blocks"]?.AsArray().OfType<JsonObject>().Single(b => b["type"]?.ToString() == "input") ?? throw new InvalidOperationException("The dialog has no field.");
        shown["state"] = new JsonObject
        {
            ["values"] = new JsonObject
            {
                [input["block_id"]!.ToString()] = new JsonObject { [input["element"]!["action_id"]!.ToString()] = new JsonObject { ["type"] = "plain_text_input", ["value"] = text.Length == 0 ? null : text } },
            },
        };
        payload["view"] = shown;
        payload["response_urls"] = new JsonArray();
        return payload;
    }

    /// <summary>The shortcut of a message.</summary>
    public JsonObject Shortcut(SlackStoredMessage message, string user = "U1")
    {
        ArgumentNullException.ThrowIfNull(message);
        var payload = Interaction("message_action", user, trigger: null);
        payload["callback_id"] = "vibe_build";
        payload["message_ts"] = message.Ts;
        payload["channel"] = new JsonObject { ["id"] = message.Channel, ["name"] = "general" };
        payload["message"] = message.ToJson(withMetadata: false);
        payload["response_url"] = slack.NewResponseUrl(message.Channel, user);
        return payload;
    }

    /// <summary>A message that mentions the bot.</summary>
    public JsonObject Mention(string text, string user = "U1", string channel = "C1", string? thread = null)
    {
        var written = slack.State.Write(channel, user, $"<@{FakeSlack.BotUser}> {text}", thread);
        return Event(new JsonObject { ["type"] = "app_mention", ["user"] = user, ["text"] = written.Text, ["ts"] = written.Ts, ["channel"] = channel, ["event_ts"] = written.Ts, ["team"] = FakeSlack.Team }, thread);
    }

    /// <summary>A message in the direct conversation.</summary>
    public JsonObject Direct(string text, string user = "U1", string channel = "D1", string? thread = null)
    {
        var written = slack.State.Write(channel, user, text, thread);
        return Event(
            new JsonObject { ["type"] = "message", ["channel_type"] = "im", ["user"] = user, ["text"] = text, ["ts"] = written.Ts, ["channel"] = channel, ["event_ts"] = written.Ts, ["client_msg_id"] = Guid.NewGuid().ToString() },
            thread);
    }

    /// <summary>The envelope of an event.</summary>
    public JsonObject Event(JsonObject inner, string? thread = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        if (thread is not null)
        {
            inner["thread_ts"] = thread;
        }

        return new JsonObject
        {
            ["token"] = "legacy",
            ["team_id"] = FakeSlack.Team,
            ["api_app_id"] = "AVIBE",
            ["type"] = "event_callback",
            ["event_id"] = $"Ev{Guid.NewGuid():n}",
            ["event_time"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
            ["authorizations"] = new JsonArray(new JsonObject { ["team_id"] = FakeSlack.Team, ["user_id"] = FakeSlack.BotUser, ["is_bot"] = true }),
            ["event"] = inner,
        };
    }

    private string NewTrigger() => string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _last)}.{Guid.NewGuid():n}");

    private JsonObject Interaction(string type, string user, string? trigger) => new()
    {
        ["type"] = type,
        ["api_app_id"] = "AVIBE",
        ["token"] = "legacy",
        ["team"] = new JsonObject { ["id"] = FakeSlack.Team, ["domain"] = "acme" },
        ["enterprise"] = null,
        ["is_enterprise_install"] = false,
        ["user"] = new JsonObject { ["id"] = user, ["username"] = "somebody", ["name"] = "somebody", ["team_id"] = FakeSlack.Team },
        ["trigger_id"] = trigger ?? NewTrigger(),
    };

    private static JsonObject ViewOf(SlackStoredView view)
    {
        var shown = view.View.DeepClone().AsObject();
        shown["id"] = view.Id;
        shown["hash"] = view.Hash;
        shown["app_id"] = "AVIBE";
        return shown;
    }
}
