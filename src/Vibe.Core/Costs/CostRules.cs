using Vibe.Core.Cards;

namespace Vibe.Core.Costs;

/// <summary>What the use of models costs.</summary>
public static class CostRules
{
    private const decimal Million = 1_000_000m;

    /// <summary>The cost of one call in US dollars; <see langword="null"/> where the price is not known.</summary>
    public static decimal? CostOf(TokenPrice? price, long inputTokens, long outputTokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputTokens);
        ArgumentOutOfRangeException.ThrowIfNegative(outputTokens);
        return price is null ? null : ((inputTokens * price.InputPerMillion) + (outputTokens * price.OutputPerMillion)) / Million;
    }

    /// <summary>The use of two calls together, under the later one's name. Where one price is not known, the sum is not known.</summary>
    public static ModelUse? Add(ModelUse? before, ModelUse? more) => (before, more) switch
    {
        (null, _) => more,
        (_, null) => before,
        _ => more with
        {
            InputTokens = before.InputTokens + more.InputTokens,
            OutputTokens = before.OutputTokens + more.OutputTokens,
            CostUsd = before.CostUsd + more.CostUsd,
        },
    };
}
