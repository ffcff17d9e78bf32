namespace Vibe.Core.Cards;

/// <summary>Which model worked and what it took so far.</summary>
/// <param name="Model">The model's name as its provider writes it.</param>
/// <param name="Provider">For example <c>ollama</c>, <c>openai</c> or <c>sample</c>.</param>
/// <param name="InputTokens">Tokens read, over all calls of the build.</param>
/// <param name="OutputTokens">Tokens written, over all calls of the build.</param>
/// <param name="CostUsd">In US dollars; 0 for local models, <see langword="null"/> where the price is not known.</param>
public sealed record ModelUse(string Model, string Provider, long InputTokens, long OutputTokens, decimal? CostUsd)
{
    /// <summary>Whether the built-in sample generator answered, which is not an AI; every card says so.</summary>
    public bool IsSample => Provider == "sample";
}
