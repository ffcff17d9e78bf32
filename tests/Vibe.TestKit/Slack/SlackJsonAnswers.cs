using System.Text.Json.Nodes;

namespace Vibe.TestKit.Slack;

internal static class SlackJsonAnswers
{
    public static JsonObject Ok() => new() { ["ok"] = true };

    public static JsonObject Error(string code, params string[] messages)
    {
        var answer = new JsonObject { ["ok"] = false, ["error"] = code };
        if (messages.Length > 0)
        {
            answer["response_metadata"] = new JsonObject { ["messages"] = new JsonArray([.. messages.Select(m => (JsonNode?)m)]) };
        }

        return answer;
    }
}
