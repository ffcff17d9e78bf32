using System.Globalization;
using System.Text.Json.Nodes;

namespace Vibe.TestKit.Slack;

/// <summary>The methods of the Web API.</summary>
internal sealed class FakeSlackMethods(FakeSlack slack)
{
    private readonly FakeSlackState _state = slack.State;
    private readonly FakeSlackViews _views = new(slack.State);

    public JsonObject Call(string method, SlackArguments arguments) => method switch
    {
        "auth.test" => AuthTest(),
        "chat.postMessage" => Needing("chat:write") ?? Post(arguments),
        "chat.update" => Needing("chat:write") ?? Update(arguments),
        "chat.postEphemeral" => Needing("chat:write") ?? PostEphemeral(arguments),
        "views.open" => _views.Open(arguments),
        "views.update" => _views.Update(arguments),
        "conversations.open" => Needing("im:write") ?? OpenConversation(arguments),
        "conversations.history" => Needing("channels:history") ?? History(arguments, arguments.Text("channel"), thread: null),
        "conversations.replies" => Needing("channels:history") ?? History(arguments, arguments.Text("channel"), arguments.Text("ts")),
        "users.info" => Needing("users:read") ?? UserInfo(arguments),
        "files.getUploadURLExternal" => Needing("files:write") ?? GetUploadUrl(arguments),
        "files.completeUploadExternal" => Needing("files:write") ?? CompleteUpload(arguments),
        "files.info" => Needing("files:read") ?? FileInfo(arguments),
        "apps.connections.open" => OpenSocket(),
        _ => SlackJsonAnswers.Error("unknown_method"),
    };

    private JsonObject? Needing(string scope)
    {
        if (slack.Scopes.Contains(scope))
        {
            return null;
        }

        var answer = SlackJsonAnswers.Error("missing_scope");
        answer["needed"] = scope;
        answer["provided"] = string.Join(',', slack.Scopes);
        return answer;
    }

    private static JsonObject AuthTest()
    {
        var answer = SlackJsonAnswers.Ok();
        answer["url"] = "https://acme.slack.com/";
        answer["team"] = "Acme";
        answer["team_id"] = FakeSlack.Team;
        answer["user"] = "vibe";
        answer["user_id"] = FakeSlack.BotUser;
        answer["bot_id"] = "BVIBE";
        answer["is_enterprise_install"] = false;
        return answer;
    }

    private JsonObject? Refusal(string? channelId, bool isPost)
    {
        if (channelId is null || !_state.Channels.TryGetValue(channelId, out var channel))
        {
            return SlackJsonAnswers.Error("channel_not_found");
        }

        if (channel.IsArchived)
        {
            return SlackJsonAnswers.Error("is_archived");
        }

        if (channel.Members.Contains(FakeSlack.BotUser))
        {
            return null;
        }

        return channel.IsPrivate ? SlackJsonAnswers.Error("channel_not_found")
            : isPost && slack.Scopes.Contains("chat:write.public") ? null
            : SlackJsonAnswers.Error("not_in_channel");
    }

    private JsonObject Post(SlackArguments arguments)
    {
        var channel = arguments.Text("channel");
        if (channel is not null && _state.People.ContainsKey(channel))
        {
            channel = Direct(channel);
        }

        if (Refusal(channel, isPost: true) is { } refusal)
        {
            return refusal;
        }

        var thread = arguments.Text("thread_ts");
        if (thread is not null && _state.WasDeleted(channel, thread))
        {
            // As Slack does: without a word it becomes a message of the channel.
            thread = null;
        }

        if (thread is not null && !_state.Messages.Any(m => m.Channel == channel && m.Ts == thread))
        {
            return SlackJsonAnswers.Error("thread_not_found");
        }

        if (Content(arguments) is { } wrong)
        {
            return wrong;
        }

        var message = _state.Add(MessageOf(arguments, channel!, _state.NewStamp()) with { ThreadTs = thread });
        return Answer(message);
    }

    private JsonObject Update(SlackArguments arguments)
    {
        var channel = arguments.Text("channel");
        var ts = arguments.Text("ts");
        if (Refusal(channel, isPost: false) is { } refusal)
        {
            return refusal;
        }

        if (_state.Messages.FirstOrDefault(m => m.Channel == channel && m.Ts == ts) is not { } present)
        {
            return SlackJsonAnswers.Error("message_not_found");
        }

        if (present.User != FakeSlack.BotUser)
        {
            return SlackJsonAnswers.Error("cant_update_message");
        }

        if (Content(arguments) is { } wrong)
        {
            return wrong;
        }

        var changed = MessageOf(arguments, channel!, ts!);
        var message = _state.Change(channel!, ts!, old => changed with { ThreadTs = old.ThreadTs, Metadata = changed.Metadata ?? old.Metadata, Edits = old.Edits + 1 });
        return message is null ? SlackJsonAnswers.Error("message_not_found") : Answer(message);
    }

    private JsonObject PostEphemeral(SlackArguments arguments)
    {
        var channel = arguments.Text("channel");
        var user = arguments.Text("user");
        if (Refusal(channel, isPost: true) is { } refusal)
        {
            return refusal;
        }

        if (user is null || !_state.Channels[channel!].Members.Contains(user))
        {
            return SlackJsonAnswers.Error("user_not_in_channel");
        }

        if (Content(arguments) is { } wrong)
        {
            return wrong;
        }

        var message = _state.AddEphemeral(MessageOf(arguments, channel!, _state.NewStamp()) with { ForUser = user, ThreadTs = arguments.Text("thread_ts") });
        var answer = SlackJsonAnswers.Ok();
        answer["message_ts"] = message.Ts;
        return answer;
    }

    private static JsonObject? Content(SlackArguments arguments)
    {
        var blocks = arguments.List("blocks");
        if (blocks is null && string.IsNullOrEmpty(arguments.Text("text")))
        {
            return SlackJsonAnswers.Error("no_text");
        }

        return arguments.Text("text")?.Length > 40_000 ? SlackJsonAnswers.Error("msg_too_long") : blocks is null ? null : BlockRules.CheckMessage(blocks);
    }

    private static SlackStoredMessage MessageOf(SlackArguments arguments, string channel, string ts) => new()
    {
        Channel = channel,
        Ts = ts,
        User = FakeSlack.BotUser,
        IsBots = true,
        Text = arguments.Text("text") ?? string.Empty,
        Blocks = arguments.List("blocks")?.DeepClone().AsArray(),
        Metadata = arguments.Object("metadata")?.DeepClone().AsObject(),
    };

    private static JsonObject Answer(SlackStoredMessage message)
    {
        var answer = SlackJsonAnswers.Ok();
        answer["channel"] = message.Channel;
        answer["ts"] = message.Ts;
        answer["message"] = message.ToJson(withMetadata: false);
        return answer;
    }

    private JsonObject OpenConversation(SlackArguments arguments)
    {
        if (arguments.Text("users") is not { } user || !_state.People.TryGetValue(user, out var person))
        {
            return SlackJsonAnswers.Error("user_not_found");
        }

        if (person.IsBot)
        {
            return SlackJsonAnswers.Error("cannot_dm_bot");
        }

        var answer = SlackJsonAnswers.Ok();
        answer["channel"] = new JsonObject { ["id"] = Direct(user) };
        return answer;
    }

    private string Direct(string user)
    {
        var known = _state.Channels.Values.FirstOrDefault(c => c.Id.StartsWith('D') && c.Members.Contains(user));
        if (known is not null)
        {
            return known.Id;
        }

        var id = "D" + user;
        _state.Channels[id] = new SlackChannel(id, "direct", [FakeSlack.BotUser, user]) { IsPrivate = true };
        return id;
    }

    private JsonObject History(SlackArguments arguments, string? channel, string? thread)
    {
        if (Refusal(channel, isPost: false) is { } refusal)
        {
            return refusal;
        }

        var all = _state.Messages.Where(m => m.Channel == channel && (thread is null ? m.ThreadTs is null || m.ThreadTs == m.Ts : m.ThreadTs == thread || m.Ts == thread));
        if (thread is not null && !_state.Messages.Any(m => m.Channel == channel && m.Ts == thread))
        {
            return SlackJsonAnswers.Error("thread_not_found");
        }

        if (double.TryParse(arguments.Text("oldest"), NumberStyles.Float, CultureInfo.InvariantCulture, out var oldest))
        {
            all = all.Where(m => double.Parse(m.Ts, CultureInfo.InvariantCulture) >= oldest);
        }

        // Histories run from the newest back, threads from their root on.
        var ordered = thread is null ? all.Reverse().ToList() : all.ToList();
        var limit = int.TryParse(arguments.Text("limit"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Min(asked, 999) : 100;
        var start = int.TryParse(arguments.Text("cursor"), NumberStyles.None, CultureInfo.InvariantCulture, out var cursor) ? cursor : 0;
        var page = ordered.Skip(start).Take(limit).Select(m => (JsonNode)m.ToJson(arguments.IsTrue("include_all_metadata")));
        var answer = SlackJsonAnswers.Ok();
        answer["messages"] = new JsonArray([.. page]);
        var hasMore = ordered.Count > start + limit;
        answer["has_more"] = hasMore;
        answer["response_metadata"] = new JsonObject { ["next_cursor"] = hasMore ? (start + limit).ToString(CultureInfo.InvariantCulture) : string.Empty };
        return answer;
    }

    private JsonObject UserInfo(SlackArguments arguments)
    {
        if (arguments.Text("user") is not { } id || !_state.People.TryGetValue(id, out var person))
        {
            return SlackJsonAnswers.Error("user_not_found");
        }

        var answer = SlackJsonAnswers.Ok();
        answer["user"] = new JsonObject
        {
            ["id"] = person.Id,
            ["team_id"] = person.TeamId,
            ["name"] = person.Name,
            ["real_name"] = person.Name,
            ["is_bot"] = person.IsBot,
            ["is_restricted"] = person.IsRestricted || person.IsUltraRestricted,
            ["is_ultra_restricted"] = person.IsUltraRestricted,
            ["profile"] = new JsonObject { ["display_name"] = person.Name },
        };
        return answer;
    }

    private JsonObject GetUploadUrl(SlackArguments arguments)
    {
        if (arguments.IsJson || arguments.Text("filename") is not { Length: > 0 } name || !long.TryParse(arguments.Text("length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length <= 0)
        {
            return SlackJsonAnswers.Error("invalid_arguments");
        }

        var id = _state.NewId("F");
        _state.Files[id] = new SlackStoredFile(id, name, length);
        var answer = SlackJsonAnswers.Ok();
        answer["upload_url"] = new Uri(slack.Address, "upload/" + id).ToString();
        answer["file_id"] = id;
        return answer;
    }

    private JsonObject CompleteUpload(SlackArguments arguments)
    {
        if (arguments.List("files") is not [JsonObject file] || file["id"]?.ToString() is not { } id || !_state.Files.TryGetValue(id, out var stored) || stored.Content is null)
        {
            return SlackJsonAnswers.Error("file_not_found");
        }

        var channel = arguments.Text("channel_id");
        if (channel is not null && Refusal(channel, isPost: false) is { } refusal)
        {
            return refusal;
        }

        if (channel is not null)
        {
            _state.Add(new SlackStoredMessage
            {
                Channel = channel,
                Ts = _state.NewStamp(),
                User = FakeSlack.BotUser,
                IsBots = true,
                Text = arguments.Text("initial_comment") ?? string.Empty,
                ThreadTs = arguments.Text("thread_ts"),
                Files = [id],
            });
        }

        _state.Files[id] = stored with { Channel = channel };
        var answer = SlackJsonAnswers.Ok();
        answer["files"] = new JsonArray(new JsonObject { ["id"] = id, ["title"] = stored.Name });
        return answer;
    }

    private JsonObject FileInfo(SlackArguments arguments)
    {
        if (arguments.Text("file") is not { } id || !_state.Files.TryGetValue(id, out var file))
        {
            return SlackJsonAnswers.Error("file_not_found");
        }

        var answer = SlackJsonAnswers.Ok();
        answer["file"] = new JsonObject
        {
            ["id"] = id,
            ["name"] = file.Name,
            ["channels"] = file.Channel is { } channel ? new JsonArray(channel) : new JsonArray(),
        };
        return answer;
    }

    private JsonObject OpenSocket()
    {
        var answer = SlackJsonAnswers.Ok();
        answer["url"] = $"ws://{slack.Address.Authority}/link?ticket={slack.Sockets.NewTicket()}&app_id=AVIBE";
        return answer;
    }
}
