using System.Text.Json.Nodes;

namespace Vibe.TestKit.Slack;

/// <summary>Checks the controls in blocks.</summary>
internal static class BlockElementRules
{
    public static void Check(JsonObject element, List<string> problems)
    {
        BlockRules.Length(element["action_id"], 255, "action_id", problems);
        switch (element["type"]?.ToString())
        {
            case "button":
                BlockRules.Plain(element["text"], 75, "button", isRequired: true, problems);
                BlockRules.Length(element["value"], 2_000, "value", problems);
                if (element["style"]?.ToString() is not (null or "primary" or "danger"))
                {
                    problems.Add("style must be primary or danger");
                }

                if (element["confirm"] is JsonObject confirm)
                {
                    BlockRules.Plain(confirm["title"], 100, "confirm title", isRequired: true, problems);
                    BlockRules.Text(confirm["text"], 300, "confirm text", problems);
                    BlockRules.Plain(confirm["confirm"], 30, "confirm", isRequired: true, problems);
                    BlockRules.Plain(confirm["deny"], 30, "deny", isRequired: true, problems);
                }

                break;
            case "plain_text_input":
                var most = element["max_length"]?.GetValue<int>() ?? 3_000;
                if (most is < 1 or > 3_000 || element["initial_value"]?.ToString().Length > most)
                {
                    problems.Add("plain_text_input: lengths");
                }

                break;
            case "static_select":
                var options = (element["options"] as JsonArray ?? []).OfType<JsonObject>().ToList();
                if (options.Count is 0 or > 100)
                {
                    problems.Add($"static_select: {options.Count} options; 1 to 100 are allowed");
                }

                foreach (var option in options)
                {
                    BlockRules.Text(option["text"], 75, "option", problems);
                    BlockRules.Length(option["value"], 150, "option value", problems);
                }

                if (element["initial_option"] is JsonObject initial && !options.Any(o => JsonNode.DeepEquals(o, initial)))
                {
                    problems.Add("static_select: initial_option is none of the options");
                }

                break;
            case var type:
                problems.Add($"unsupported element: {type}");
                break;
        }
    }
}
