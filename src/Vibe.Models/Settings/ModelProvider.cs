namespace Vibe.Models.Settings;

/// <summary>Who serves the model.</summary>
public enum ModelProvider
{
    /// <summary>What is configured; else Ollama on this machine if it answers and has a model that can chat; else the sample model.</summary>
    Auto,

    /// <summary>The built-in generator, which is not an AI.</summary>
    Sample,

    /// <summary>Ollama.</summary>
    Ollama,

    /// <summary>OpenAI, or any server that speaks its protocol.</summary>
    OpenAI,
}
