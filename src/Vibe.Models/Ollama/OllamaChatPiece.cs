namespace Vibe.Models.Ollama;

/// <summary>One line of a streamed answer.</summary>
internal sealed record OllamaChatPiece
{
    public string? Model { get; init; }

    public OllamaMessage? Message { get; init; }

    public bool Done { get; init; }

    public string? DoneReason { get; init; }

    public long? PromptEvalCount { get; init; }

    public long? EvalCount { get; init; }

    /// <summary>Set where the server fails after it began to answer.</summary>
    public string? Error { get; init; }
}
