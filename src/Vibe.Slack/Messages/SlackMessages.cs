using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vibe.Chat.Outbound;
using Vibe.Core.Identity;
using Vibe.Slack.Api;
using Vibe.Slack.Blocks;

namespace Vibe.Slack.Messages;

/// <summary>Sends, edits and finds messages.</summary>
internal sealed class SlackMessages(ISlackApi api)
{
    /// <summary>Pages of a search; a message of the last minutes is on the first.</summary>
    private const int Pages = 10;

    // Slack's clock and ours differ.
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromMinutes(5);

    public async Task<DeliveryOutcome> SendAsync(ThreadRef thread, SlackMessage message, CancellationToken cancellationToken)
    {
        var arguments = Arguments(thread.Channel, message);
        arguments["unfurl_links"] = false;
        arguments["unfurl_media"] = false;
        if (thread.Thread is { } root)
        {
            arguments["thread_ts"] = root;
        }

        var answer = await api.PostAsync("chat.postMessage", arguments, cancellationToken);
        if (answer is not SlackAnswer.Ok ok)
        {
            return SlackOutcomes.Of("chat.postMessage", answer, string.Empty);
        }

        // A reply whose root was deleted before anybody answered it becomes a message of the channel; that its thread is missing here is the only sign.
        var isOutside = thread.Thread is not null && SlackValue.At(ok.Root, "message") is not null && SlackValue.Text(ok.Root, "message", "thread_ts") is null;
        return new DeliveryOutcome.Delivered(SlackValue.Text(ok.Root, "ts") ?? string.Empty, isOutside);
    }

    public async Task<DeliveryOutcome> EditAsync(ThreadRef thread, string messageId, SlackMessage message, CancellationToken cancellationToken)
    {
        var arguments = Arguments(thread.Channel, message);
        arguments["ts"] = messageId;
        var answer = await api.PostAsync("chat.update", arguments, cancellationToken);
        return answer is SlackAnswer.Refused refused && await IsGoneAsync(refused.Code, thread.Channel, messageId, cancellationToken)
            ? new DeliveryOutcome.Gone(refused.Code, SlackErrors.Describe("chat.update", "message_not_found", string.Empty))
            : SlackOutcomes.Of("chat.update", answer, messageId);
    }

    /// <summary>Looks in the thread, and where that is gone in the channel: what is sent to a thread that is gone becomes a message of the channel.</summary>
    public async Task<FindOutcome> FindAsync(MessageSearch search, CancellationToken cancellationToken)
    {
        if (search.Thread.Thread is null)
        {
            return (await LookAsync("conversations.history", search, cancellationToken)).Outcome;
        }

        var (inThread, isThreadThere) = await LookAsync("conversations.replies", search, cancellationToken);
        if (isThreadThere || inThread is not FindOutcome.Missing)
        {
            return inThread;
        }

        var alone = (await LookAsync("conversations.history", search with { Thread = search.Thread with { Thread = null } }, cancellationToken)).Outcome;
        return alone is FindOutcome.Found found ? found with { IsOutsideThread = true } : alone;
    }

    private async Task<(FindOutcome Outcome, bool IsThere)> LookAsync(string method, MessageSearch search, CancellationToken cancellationToken)
    {
        var arguments = new Dictionary<string, string>
        {
            ["channel"] = search.Thread.Channel,
            ["oldest"] = (search.NotBefore - s_clockTolerance).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["inclusive"] = "true",
            ["include_all_metadata"] = "true",
            ["limit"] = "200",
        };
        if (search.Thread.Thread is { } root)
        {
            arguments["ts"] = root;
        }

        for (var page = 0; page < Pages; page++)
        {
            switch (await api.FormAsync(method, arguments, cancellationToken))
            {
                case SlackAnswer.Ok ok:
                    var messages = SlackValue.Items(ok.Root, "messages").ToList();
                    if (messages.FirstOrDefault(m => IsOurs(m, search.Key)) is { ValueKind: JsonValueKind.Object } found)
                    {
                        return (new FindOutcome.Found(SlackValue.Text(found, "ts") ?? string.Empty), true);
                    }

                    if (SlackValue.Text(ok.Root, "response_metadata", "next_cursor") is not { Length: > 0 } cursor)
                    {
                        return (new FindOutcome.Missing(), page > 0 || messages.Count > 0);
                    }

                    arguments["cursor"] = cursor;
                    break;
                case SlackAnswer.RateLimited limited:
                    return (new FindOutcome.Undecided(limited.RetryAfter, "ratelimited"), true);
                case SlackAnswer.Unavailable unavailable:
                    return (new FindOutcome.Undecided(TimeSpan.FromSeconds(5), unavailable.Code), true);
                // Where the thread or the channel is gone, so is the message.
                case SlackAnswer.Refused { Code: "thread_not_found" or "message_not_found" or "channel_not_found" }:
                    return (new FindOutcome.Missing(), false);

                // Whether it was sent cannot be seen, in a public channel that Vibe is not in for example: sending it again might say it twice.
                case SlackAnswer.Refused refused:
                    return (new FindOutcome.Undecided(TimeSpan.FromMinutes(1), refused.Code, SlackErrors.Describe(method, refused.Code, refused.Detail)), true);
            }
        }

        return (new FindOutcome.Undecided(TimeSpan.FromMinutes(1), "too_many_messages"), true);
    }

    /// <summary>Whether a message that cannot be edited is one that was deleted: where others had answered it, Slack keeps its place and puts words of its own there.</summary>
    private async Task<bool> IsGoneAsync(string code, string channel, string messageId, CancellationToken cancellationToken)
    {
        if (code != "cant_update_message")
        {
            return code == "message_not_found";
        }

        var arguments = new Dictionary<string, string> { ["channel"] = channel, ["ts"] = messageId, ["limit"] = "1" };
        return await api.FormAsync("conversations.replies", arguments, cancellationToken) switch
        {
            SlackAnswer.Ok ok => SlackValue.Text(SlackValue.Items(ok.Root, "messages").FirstOrDefault(), "subtype") == "tombstone",
            SlackAnswer.Refused { Code: "thread_not_found" or "message_not_found" } => true,
            _ => false,
        };
    }

    /// <summary>Tells one person something: in a direct conversation by a message, elsewhere by one that only they see, and directly where they are not in the channel.</summary>
    public async Task<DeliveryOutcome> TellAsync(PrivateAnswer answer, string text, CancellationToken cancellationToken)
    {
        if (answer.Thread.Channel.StartsWith('D'))
        {
            return await TellDirectlyAsync(answer.Thread.Channel, answer.Thread.Thread, text, cancellationToken);
        }

        var arguments = new JsonObject { ["channel"] = answer.Thread.Channel, ["user"] = answer.User.Id, ["text"] = text };
        if (answer.Thread.Thread is { } root)
        {
            arguments["thread_ts"] = root;
        }

        var told = await api.PostAsync("chat.postEphemeral", arguments, cancellationToken);
        if (told is not SlackAnswer.Refused { Code: "user_not_in_channel" or "not_in_channel" or "channel_not_found" or "is_archived" })
        {
            return SlackOutcomes.Of("chat.postEphemeral", told, string.Empty);
        }

        var opened = await api.PostAsync("conversations.open", new JsonObject { ["users"] = answer.User.Id }, cancellationToken);
        return opened is SlackAnswer.Ok ok && SlackValue.Text(ok.Root, "channel", "id") is { } direct
            ? await TellDirectlyAsync(direct, thread: null, text, cancellationToken)
            : SlackOutcomes.Of("conversations.open", opened, string.Empty);
    }

    private async Task<DeliveryOutcome> TellDirectlyAsync(string channel, string? thread, string text, CancellationToken cancellationToken)
    {
        var arguments = new JsonObject { ["channel"] = channel, ["text"] = text, ["unfurl_links"] = false };
        if (thread is not null)
        {
            arguments["thread_ts"] = thread;
        }

        return SlackOutcomes.Of("chat.postMessage", await api.PostAsync("chat.postMessage", arguments, cancellationToken), string.Empty);
    }

    private static JsonObject Arguments(string channel, SlackMessage message)
    {
        var payload = new JsonObject { [SlackNames.MetadataKey] = message.Key };
        if (message.Revision is { } revision)
        {
            payload[SlackNames.MetadataRevision] = revision;
        }

        var arguments = new JsonObject
        {
            ["channel"] = channel,
            ["text"] = message.Text,
            ["metadata"] = new JsonObject { ["event_type"] = SlackNames.MetadataEvent, ["event_payload"] = payload },
        };
        if (message.Blocks.Count > 0)
        {
            arguments["blocks"] = JsonSerializer.SerializeToNode(message.Blocks, SlackJson.Options);
        }

        return arguments;
    }

    // Another app could write the same metadata; a message of ours has a bot as its author, and no person can write metadata at all.
    private static bool IsOurs(JsonElement message, string key) =>
        SlackValue.Text(message, "metadata", "event_type") == SlackNames.MetadataEvent && SlackValue.Text(message, "metadata", "event_payload", SlackNames.MetadataKey) == key;
}
