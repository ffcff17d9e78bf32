using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Vibe.TestKit.Slack;

/// <summary>What the workspace holds.</summary>
public sealed class FakeSlackState
{
    private readonly Lock _lock = new();
    private readonly List<SlackStoredMessage> _messages = [];
    private readonly List<SlackStoredMessage> _ephemeral = [];
    private readonly HashSet<(string Channel, string Ts)> _deleted = [];
    private readonly Dictionary<string, (string Channel, string User, int Uses)> _responses = new(StringComparer.Ordinal);
    private long _lastStamp;
    private int _lastId;

    /// <summary>The channels by id.</summary>
    public ConcurrentDictionary<string, SlackChannel> Channels { get; } = new(StringComparer.Ordinal)
    {
        ["C1"] = new SlackChannel("C1", "general", [FakeSlack.BotUser, "U1", "U2", "U3"]),
        ["C2"] = new SlackChannel("C2", "private", ["U1", "U2"]) { IsPrivate = true },
        ["D1"] = new SlackChannel("D1", "direct", [FakeSlack.BotUser, "U1"]) { IsPrivate = true },
    };

    /// <summary>The people by id.</summary>
    public ConcurrentDictionary<string, SlackPerson> People { get; } = new(StringComparer.Ordinal)
    {
        ["U1"] = new SlackPerson("U1", "alice"),
        ["U2"] = new SlackPerson("U2", "bob"),
        ["U3"] = new SlackPerson("U3", "carol"),
        ["UGUEST"] = new SlackPerson("UGUEST", "gast") { IsRestricted = true },
        [FakeSlack.BotUser] = new SlackPerson(FakeSlack.BotUser, "vibe") { IsBot = true },
    };

    /// <summary>The files by id.</summary>
    public ConcurrentDictionary<string, SlackStoredFile> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>The dialogs that were opened, in order; an updated one shows its last state.</summary>
    public ConcurrentDictionary<string, SlackStoredView> Views { get; } = new(StringComparer.Ordinal);

    internal SlackRateLimits Limits { get; } = new();

    /// <summary>The trigger ids that can open a dialog; null takes any.</summary>
    public HashSet<string>? ValidTriggers { get; set; }

    /// <summary>The messages, in the order in which they were posted.</summary>
    public IReadOnlyList<SlackStoredMessage> Messages
    {
        get
        {
            lock (_lock)
            {
                return [.. _messages];
            }
        }
    }

    /// <summary>What single people were shown, in order.</summary>
    public IReadOnlyList<SlackStoredMessage> Ephemeral
    {
        get
        {
            lock (_lock)
            {
                return [.. _ephemeral];
            }
        }
    }

    /// <summary>Deletes a message, as a person could. Where it has replies a tombstone of Slack's own takes its place, and the thread goes on.</summary>
    public void Delete(string channel, string ts)
    {
        lock (_lock)
        {
            var index = _messages.FindIndex(m => m.Channel == channel && m.Ts == ts);
            if (_messages.Any(m => m.Channel == channel && m.ThreadTs == ts && m.Ts != ts))
            {
                _messages[index] = new SlackStoredMessage { Channel = channel, Ts = ts, User = "USLACKBOT", Text = "This message was deleted.", ThreadTs = ts, Subtype = "tombstone" };
            }
            else
            {
                _messages.RemoveAt(index);
                _deleted.Add((channel, ts));
            }
        }
    }

    internal bool WasDeleted(string? channel, string ts)
    {
        lock (_lock)
        {
            return _deleted.Contains((channel ?? string.Empty, ts));
        }
    }

    /// <summary>A message that a person wrote.</summary>
    public SlackStoredMessage Write(string channel, string user, string text, string? thread = null) =>
        Add(new SlackStoredMessage { Channel = channel, User = user, Text = text, ThreadTs = thread, Ts = NewStamp() });

    internal SlackStoredMessage Add(SlackStoredMessage message)
    {
        lock (_lock)
        {
            _messages.Add(message);
            return message;
        }
    }

    internal SlackStoredMessage AddEphemeral(SlackStoredMessage message)
    {
        lock (_lock)
        {
            _ephemeral.Add(message);
            return message;
        }
    }

    internal SlackStoredMessage? Change(string channel, string ts, Func<SlackStoredMessage, SlackStoredMessage> change)
    {
        lock (_lock)
        {
            var index = _messages.FindIndex(m => m.Channel == channel && m.Ts == ts);
            return index < 0 ? null : _messages[index] = change(_messages[index]);
        }
    }

    internal string NewStamp()
    {
        lock (_lock)
        {
            _lastStamp = Math.Max(_lastStamp + 1, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1000);
            return string.Create(CultureInfo.InvariantCulture, $"{_lastStamp / 1_000_000}.{_lastStamp % 1_000_000:000000}");
        }
    }

    internal string NewId(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{Interlocked.Increment(ref _lastId):0000}");

    internal string NewResponse(string channel, string user)
    {
        var id = NewId("R");
        lock (_lock)
        {
            _responses[id] = (channel, user, 0);
        }

        return id;
    }

    // Five times at most, as Slack allows.
    internal bool Respond(string id, JsonObject answer)
    {
        lock (_lock)
        {
            if (!_responses.TryGetValue(id, out var response) || response.Uses >= 5)
            {
                return false;
            }

            _responses[id] = response with { Uses = response.Uses + 1 };
            _ephemeral.Add(new SlackStoredMessage
            {
                Channel = response.Channel,
                User = FakeSlack.BotUser,
                ForUser = response.User,
                Text = answer["text"]?.ToString() ?? string.Empty,
                Ts = id,
            });
            return true;
        }
    }

    internal bool Receive(string file, byte[] content)
    {
        if (!Files.TryGetValue(file, out var stored) || stored.Length != content.Length)
        {
            return false;
        }

        Files[file] = stored with { Content = content };
        return true;
    }
}
