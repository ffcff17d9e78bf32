namespace Vibe.Models.Ollama;

internal sealed record OllamaModelList(IReadOnlyList<OllamaModelInfo>? Models);
