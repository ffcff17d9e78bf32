namespace Vibe.Models.Ollama;

internal sealed record OllamaRequestOptions
{
    public int NumCtx { get; init; }

    public int NumPredict { get; init; }

    public long? Seed { get; init; }

    public float? Temperature { get; init; }

    public float? TopP { get; init; }

    public int? TopK { get; init; }

    public IList<string>? Stop { get; init; }
}
