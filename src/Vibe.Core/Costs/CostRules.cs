using Vibe.Core.Cards;

namespace Vibe.Core.Costs;

/// <summary>How the use of models adds up.</summary>
public static class CostRules
{
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
