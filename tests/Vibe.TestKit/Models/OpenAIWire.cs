using System.Text.Json;

namespace Vibe.TestKit.Models;

internal sealed class OpenAIWire : IModelWire
{
    public string ContentType => "text/event-stream";

    public string Broken => "data: <html>\n\n";

    public string Piece(string text, bool isRefusal) => isRefusal
        ? Event([new { index = 0, delta = new { role = "assistant", refusal = text } }])
        : Event([new { index = 0, delta = new { role = "assistant", content = text } }]);

    public string End(JsonElement request, string text)
    {
        var usage = request.TryGetProperty("stream_options", out var options) && options.TryGetProperty("include_usage", out var include) && include.GetBoolean()
            ? Event([], new { prompt_tokens = 12, completion_tokens = 34, total_tokens = 46 })
            : string.Empty;
        return Event([new { index = 0, delta = new { }, finish_reason = "stop" }]) + usage + "data: [DONE]\n\n";
    }

    private static string Event(object[] choices, object? usage = null) =>
        "data: " + JsonSerializer.Serialize(new { id = "chatcmpl-1", @object = "chat.completion.chunk", created = 1, model = "fake", choices, usage }) + "\n\n";
}
