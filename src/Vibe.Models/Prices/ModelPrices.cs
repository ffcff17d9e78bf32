namespace Vibe.Models.Prices;

/// <summary>Finds the price of a model: configured, else the list price that OpenAI published when this was written, else unknown.</summary>
internal static class ModelPrices
{
    public static readonly ModelPrice Free = new();

    // A model's dated snapshot ("gpt-4o-2024-11-20") costs what the model costs.
    private static readonly Dictionary<string, (decimal Input, decimal Output)> s_openAI = new(StringComparer.OrdinalIgnoreCase)
    {
        ["gpt-4o"] = (2.50m, 10.00m),
        ["gpt-4o-mini"] = (0.15m, 0.60m),
        ["gpt-4.1"] = (2.00m, 8.00m),
        ["gpt-4.1-mini"] = (0.40m, 1.60m),
        ["gpt-4.1-nano"] = (0.10m, 0.40m),
        ["gpt-5"] = (1.25m, 10.00m),
        ["gpt-5-mini"] = (0.25m, 2.00m),
        ["gpt-5-nano"] = (0.05m, 0.40m),
        ["o3"] = (2.00m, 8.00m),
        ["o4-mini"] = (1.10m, 4.40m),
    };

    public static ModelPrice? Find(IReadOnlyDictionary<string, ModelPrice> configured, string model, bool isOpenAI)
    {
        if (configured.TryGetValue(model, out var exact))
        {
            return exact;
        }

        var pattern = configured.Keys
            .Where(k => k.EndsWith('*') && model.StartsWith(k[..^1], StringComparison.OrdinalIgnoreCase))
            .MaxBy(k => k.Length);
        if (pattern is not null)
        {
            return configured[pattern];
        }

        return isOpenAI && s_openAI.TryGetValue(WithoutDate(model), out var listed)
            ? new ModelPrice { InputPerMillion = listed.Input, OutputPerMillion = listed.Output }
            : null;
    }

    private static string WithoutDate(string model) =>
        model.Length > 11 && DateOnly.TryParseExact(model[^10..], "yyyy-MM-dd", out _) && model[^11] == '-' ? model[..^11] : model;
}
