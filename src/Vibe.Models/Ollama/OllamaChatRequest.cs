using System.Text.Json;

namespace Vibe.Models.Ollama;

internal sealed record OllamaChatRequest(string Model, IReadOnlyList<OllamaMessage> Messages, OllamaRequestOptions Options)
{
    public bool Stream => true;

    /// <summary>A schema, or the string <c>json</c>.</summary>
    public JsonElement? Format { get; init; }

    public string? KeepAlive { get; init; }

    /// <summary>Off: a prompt that does not fit is an error, where the server would silently drop its beginning.</summary>
    public bool Truncate => false;

    /// <summary>Off: an answer that fills the context ends as too long, where the server would forget the prompt and go on.</summary>
    public bool Shift => false;
}
