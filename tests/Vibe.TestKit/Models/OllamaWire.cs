using System.Text.Json;

namespace Vibe.TestKit.Models;

internal sealed class OllamaWire : IModelWire
{
    public string ContentType => "application/x-ndjson";

    public string Broken => "<html>\n";

    public string Piece(string text, bool isRefusal) => Line(new { model = "fake", message = new { role = "assistant", content = text }, done = false });

    public string End(JsonElement request, string text) =>
        Line(new { model = "fake", message = new { role = "assistant", content = "" }, done = true, done_reason = "stop", prompt_eval_count = 12, eval_count = 34 });

    private static string Line(object value) => JsonSerializer.Serialize(value) + "\n";
}
