using Microsoft.Extensions.AI;
using Vibe.Models.Prices;

namespace Vibe.Models.Calls;

/// <summary>The model that was picked.</summary>
public sealed record ChatModel
{
    /// <summary><c>ollama</c>, <c>openai</c> or <c>sample</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The model's name as its provider writes it.</summary>
    public required string Model { get; init; }

    /// <summary>Where it runs, for people: an address, or "inside this process".</summary>
    public required string Location { get; init; }

    /// <summary>Why this one was picked and what to set to change it, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>How many calls its instances take at once, from configuration.</summary>
    public required int Slots { get; init; }

    /// <summary>
    /// Calls the model; streams by <see cref="IChatClient.GetStreamingResponseAsync"/>. Its failures are <see cref="Failures.ModelException"/>s.
    /// Several instances share the calls: each goes to the one with the most free slots that is not failing.
    /// </summary>
    public required IChatClient Client { get; init; }

    /// <summary>What its tokens cost, or <see langword="null"/> where that is not known (<c>Models:Prices</c>).</summary>
    public ModelPrice? Price { get; init; }

    /// <summary>The largest context in tokens that a call may use, prompt and answer together, or <see langword="null"/> where the provider does not say.</summary>
    public int? ContextSize { get; init; }

    /// <summary>What these tokens cost in US dollars; <see langword="null"/> where the price is not known.</summary>
    /// <param name="inputTokens">Tokens read.</param>
    /// <param name="outputTokens">Tokens written.</param>
    public decimal? CostOf(long inputTokens, long outputTokens) => Price?.CostOf(inputTokens, outputTokens);
}
