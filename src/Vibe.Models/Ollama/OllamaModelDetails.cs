namespace Vibe.Models.Ollama;

/// <summary>The part of <c>/api/show</c> that matters here.</summary>
internal sealed record OllamaModelDetails(IReadOnlyList<string>? Capabilities)
{
    /// <summary>Servers that are too old to tell capabilities serve models that chat.</summary>
    public bool CanChat => Capabilities is null || Capabilities.Contains("completion");
}
