using System.Text.Json.Nodes;

namespace Vibe.TestKit.Slack;

/// <summary>Checks blocks as Slack does: a message or dialog with one wrong block is refused as a whole.</summary>
public static class BlockRules
{
    private const int MessageBlocks = 50;
    private const int ViewBlocks = 100;
    private const int MessageTotal = 13_200;

    /// <summary>What Slack would answer to a message with these blocks, or <see langword="null"/> where it takes them.</summary>
    public static JsonObject? CheckMessage(JsonArray blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        var problems = Problems(blocks, MessageBlocks).Concat(blocks.OfType<JsonObject>().Where(b => b["type"]?.ToString() == "input").Select(_ => "input blocks are not for messages")).ToArray();
        return problems.Length > 0 ? SlackJsonAnswers.Error("invalid_blocks", problems)
            : TextsOf(blocks).Sum(t => t.Length) > MessageTotal ? SlackJsonAnswers.Error("msg_blocks_too_long")
            : null;
    }

    /// <summary>What Slack would answer to this dialog, or <see langword="null"/> where it takes it.</summary>
    public static JsonObject? CheckView(JsonObject view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var problems = new List<string>();
        if (view["type"]?.ToString() is not "modal")
        {
            problems.Add("type must be modal");
        }

        Plain(view["title"], 24, "title", isRequired: true, problems);
        Plain(view["submit"], 24, "submit", isRequired: false, problems);
        Plain(view["close"], 24, "close", isRequired: false, problems);
        Length(view["callback_id"], 255, "callback_id", problems);
        Length(view["private_metadata"], 3_000, "private_metadata", problems);
        var blocks = view["blocks"] as JsonArray ?? [];
        problems.AddRange(Problems(blocks, ViewBlocks));
        var hasInput = blocks.OfType<JsonObject>().Any(b => b["type"]?.ToString() == "input");
        if (hasInput && view["submit"] is null)
        {
            problems.Add("a view with inputs needs submit");
        }

        return problems.Count > 0 ? SlackJsonAnswers.Error("invalid_arguments", [.. problems])
            : view.ToJsonString().Length > 250_000 ? SlackJsonAnswers.Error("view_too_large")
            : null;
    }

    private static List<string> Problems(JsonArray blocks, int most)
    {
        var problems = new List<string>();
        if (blocks.Count == 0 || blocks.Count > most)
        {
            problems.Add($"{blocks.Count} blocks; 1 to {most} are allowed");
        }

        foreach (var block in blocks)
        {
            if (block is JsonObject known)
            {
                Block(known, problems);
            }
            else
            {
                problems.Add("a block is no object");
            }
        }

        var ids = blocks.OfType<JsonObject>().Select(b => b["block_id"]?.ToString()).OfType<string>().ToList();
        if (ids.Count != ids.Distinct().Count())
        {
            problems.Add("block_id occurs twice");
        }

        return problems;
    }

    private static void Block(JsonObject block, List<string> problems)
    {
        Length(block["block_id"], 255, "block_id", problems);
        switch (block["type"]?.ToString())
        {
            case "header":
                Plain(block["text"], 150, "header", isRequired: true, problems);
                break;
            case "section":
                Text(block["text"], 3_000, "section", problems);
                if (block["accessory"] is JsonObject accessory)
                {
                    BlockElementRules.Check(accessory, problems);
                }

                break;
            case "context":
                Elements(block, 10, "context", problems, (e, p) => Text(e, 3_000, "context", p));
                break;
            case "actions":
                Elements(block, 25, "actions", problems, BlockElementRules.Check);
                Distinct(block, problems);
                break;
            case "divider":
                break;
            case "input":
                Plain(block["label"], 2_000, "label", isRequired: true, problems);
                Plain(block["hint"], 2_000, "hint", isRequired: false, problems);
                BlockElementRules.Check(block["element"] as JsonObject ?? [], problems);
                break;
            case "rich_text":
                Elements(block, 1_000, "rich_text", problems, RichText);
                break;
            case var type:
                problems.Add($"unsupported type: {type}");
                break;
        }
    }

    private static void RichText(JsonObject element, List<string> problems)
    {
        if (element["type"]?.ToString() is not ("rich_text_section" or "rich_text_preformatted" or "rich_text_list" or "rich_text_quote"))
        {
            problems.Add("unsupported rich text element");
        }

        foreach (var text in (element["elements"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (text["type"]?.ToString() == "text" && text["text"]?.ToString() is not { Length: > 0 })
            {
                problems.Add("rich text: must be more than 0 characters");
            }
        }
    }

    private static void Elements(JsonObject block, int most, string name, List<string> problems, Action<JsonObject, List<string>> check)
    {
        var elements = block["elements"] as JsonArray ?? [];
        if (elements.Count == 0 || elements.Count > most)
        {
            problems.Add($"{name}: {elements.Count} elements; 1 to {most} are allowed");
        }

        foreach (var element in elements.OfType<JsonObject>())
        {
            check(element, problems);
        }
    }

    private static void Distinct(JsonObject block, List<string> problems)
    {
        var ids = (block["elements"] as JsonArray ?? []).OfType<JsonObject>().Select(e => e["action_id"]?.ToString()).ToList();
        if (ids.Count != ids.Distinct().Count())
        {
            problems.Add("action_id occurs twice");
        }
    }

    internal static void Text(JsonNode? text, int most, string name, List<string> problems)
    {
        if (text?["type"]?.ToString() is not ("mrkdwn" or "plain_text") || text["text"]?.ToString() is not { Length: > 0 } value || value.Length > most)
        {
            problems.Add($"{name}: text must have 1 to {most} characters");
        }

        if (text?["type"]?.ToString() == "mrkdwn" && text["emoji"] is not null)
        {
            problems.Add($"{name}: emoji is for plain_text");
        }
    }

    internal static void Plain(JsonNode? text, int most, string name, bool isRequired, List<string> problems)
    {
        if (text is null)
        {
            if (isRequired)
            {
                problems.Add($"{name} is missing");
            }

            return;
        }

        if (text["type"]?.ToString() != "plain_text" || text["verbatim"] is not null)
        {
            problems.Add($"{name} must be plain_text");
        }

        Text(text, most, name, problems);
    }

    internal static void Length(JsonNode? value, int most, string name, List<string> problems)
    {
        if (value?.ToString() is { } text && (text.Length == 0 || text.Length > most))
        {
            problems.Add($"{name} must have 1 to {most} characters");
        }
    }

    private static IEnumerable<string> TextsOf(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(TextsOf),
        JsonObject item => item.SelectMany(p => p.Key == "text" && p.Value is JsonValue text ? [text.ToString()] : TextsOf(p.Value)),
        _ => [],
    };
}
