namespace Vibe.Models.Prices;

/// <summary>What a model's tokens cost, in US dollars per million.</summary>
public sealed class ModelPrice
{
    /// <summary>For a million tokens read.</summary>
    public decimal InputPerMillion { get; set; }

    /// <summary>For a million tokens written.</summary>
    public decimal OutputPerMillion { get; set; }

    /// <summary>What these tokens cost in US dollars.</summary>
    /// <param name="inputTokens">Tokens read.</param>
    /// <param name="outputTokens">Tokens written.</param>
    public decimal CostOf(long inputTokens, long outputTokens) => ((inputTokens * InputPerMillion) + (outputTokens * OutputPerMillion)) / 1_000_000m;
}
