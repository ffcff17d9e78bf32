using Vibe.Models.Prices;

namespace Vibe.Models.Settings;

/// <summary>What holds for every model.</summary>
public sealed class ModelsOptions
{
    /// <summary>Where it is in the configuration.</summary>
    public const string SectionName = "Models";

    /// <summary>Who serves the model.</summary>
    /// <value><see cref="ModelProvider.Auto"/> by default.</value>
    public ModelProvider Provider { get; set; } = ModelProvider.Auto;

    /// <summary>How long one answer may take as a whole.</summary>
    /// <value>15 minutes by default; 1 second to 24 hours.</value>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a model may be silent: until its first piece, which includes loading it, and between two pieces.</summary>
    /// <value>3 minutes by default; 1 second to <see cref="AnswerTimeout"/>.</value>
    public TimeSpan SilenceTimeout { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>How long the search for a local Ollama and a health check may take.</summary>
    /// <value>3 seconds by default; 100 ms to 1 minute.</value>
    public TimeSpan CheckTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Prices by model name. They go before the built-in list prices; a name that ends in <c>*</c> holds for every model that begins so.</summary>
    /// <value>Empty by default.</value>
    public Dictionary<string, ModelPrice> Prices { get; } = new(StringComparer.OrdinalIgnoreCase);
}
