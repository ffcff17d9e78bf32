namespace Vibe.Models.Ollama;

internal sealed record OllamaMessage(string Role, string? Content, string? Thinking = null);
