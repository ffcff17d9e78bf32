namespace Vibe.Models.Ollama;

/// <summary>Models on Ollama.</summary>
public sealed class OllamaOptions
{
    /// <summary>Where it is in the configuration.</summary>
    public const string SectionName = "Models:Ollama";

    /// <summary>Where Ollama listens when nothing is configured.</summary>
    public static readonly Uri DefaultAddress = new("http://127.0.0.1:11434");

    /// <summary>The server's address.</summary>
    /// <value><see langword="null"/> by default, which means <see cref="DefaultAddress"/>.</value>
    public Uri? Address { get; set; }

    /// <summary>The model's name, for example <c>qwen2.5-coder:7b</c>.</summary>
    /// <value><see langword="null"/> by default: one that can chat is picked, those made for code first, then the newest.</value>
    public string? Model { get; set; }

    /// <summary>Tokens that prompt and answer may take together. Set on purpose: what the server takes by itself is small, and it then drops the beginning of the prompt without a word.</summary>
    /// <value>16,384 by default; 512 to 2,097,152.</value>
    public int ContextSize { get; set; } = 16_384;

    /// <summary>Tokens that an answer may take.</summary>
    /// <value>8,192 by default; 16 to <see cref="ContextSize"/>.</value>
    public int MaxOutputTokens { get; set; } = 8_192;

    /// <summary>How long the model stays loaded after a call.</summary>
    /// <value>15 minutes by default; 0 to 7 days.</value>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How many calls <see cref="Address"/> takes at once.</summary>
    /// <value>1 by default; 1 to 256.</value>
    public int Slots { get; set; } = 1;

    /// <summary>Several servers with the same model, by name. Where there are any, <see cref="Address"/> and <see cref="Slots"/> do not count.</summary>
    /// <value>Empty by default.</value>
    public Dictionary<string, OllamaInstanceOptions> Instances { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where a local server is looked for when nothing is configured; tests look elsewhere.</summary>
    internal Uri LocalAddress { get; set; } = DefaultAddress;

    /// <summary>Whether somebody said where or which.</summary>
    public bool IsConfigured => Address is not null || Model is not null || Instances.Count > 0;
}
