namespace Vibe.Models.Ollama;

/// <summary>A model in <c>/api/tags</c> or <c>/api/ps</c>.</summary>
internal sealed record OllamaModelInfo(string Name, DateTimeOffset? ModifiedAt, long? Size, int? ContextLength);
