using System.Text.Json.Nodes;

namespace Vibe.TestKit.Slack;

/// <summary>A message as it is shown.</summary>
public sealed record SlackStoredMessage
{
    /// <summary>Where.</summary>
    public required string Channel { get; init; }

    /// <summary>Its id.</summary>
    public required string Ts { get; init; }

    /// <summary>Whose.</summary>
    public required string User { get; init; }

    /// <summary>Its text.</summary>
    public required string Text { get; init; }

    /// <summary>The root of its thread, if it is a reply.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>What kind of message it is, where it is not a plain one.</summary>
    public string? Subtype { get; init; }

    /// <summary>Whether an app wrote it.</summary>
    public bool IsBots { get; init; }

    /// <summary>The only one who sees it.</summary>
    public string? ForUser { get; init; }

    /// <summary>Its blocks.</summary>
    public JsonArray? Blocks { get; init; }

    /// <summary>Its metadata.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>The files in it.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>How often it was edited.</summary>
    public int Edits { get; init; }

    /// <summary>All texts in it, as one.</summary>
    public string AllText => string.Join('\n', [Text, .. TextsOf(Blocks)]);

    /// <summary>The button with this action id, or <see langword="null"/>.</summary>
    public JsonObject? Button(string actionId) => Elements(Blocks).FirstOrDefault(e => e["action_id"]?.ToString() == actionId);

    /// <summary>The message as Slack sends it in payloads and histories.</summary>
    public JsonObject ToJson(bool withMetadata)
    {
        var json = new JsonObject { ["type"] = "message", ["ts"] = Ts, ["text"] = Text, ["user"] = User };
        if (ThreadTs is not null)
        {
            json["thread_ts"] = ThreadTs;
        }

        if (Subtype is not null)
        {
            json["subtype"] = Subtype;
        }

        if (IsBots)
        {
            json["bot_id"] = "BVIBE";
            json["app_id"] = "AVIBE";
        }

        if (Blocks is not null)
        {
            json["blocks"] = Blocks.DeepClone();
        }

        if (withMetadata && Metadata is not null)
        {
            json["metadata"] = Metadata.DeepClone();
        }

        if (Files.Count > 0)
        {
            json["files"] = new JsonArray([.. Files.Select(f => (JsonNode)new JsonObject { ["id"] = f })]);
        }

        return json;
    }

    internal static IEnumerable<JsonObject> Elements(JsonArray? blocks) =>
        (blocks ?? []).OfType<JsonObject>().SelectMany(b => (b["elements"] as JsonArray ?? []).OfType<JsonObject>().Append(b["accessory"] as JsonObject)).OfType<JsonObject>();

    private static IEnumerable<string> TextsOf(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(TextsOf),
        JsonObject item => item.SelectMany(p => p.Key == "text" && p.Value is JsonValue text ? [text.ToString()] : TextsOf(p.Value)),
        _ => [],
    };
}
