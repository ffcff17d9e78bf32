namespace Vibe.Models.OpenAi;

/// <summary>Models of OpenAI, or of any server that speaks its protocol.</summary>
public sealed class OpenAIOptions
{
    /// <summary>Where it is in the configuration.</summary>
    public const string SectionName = "Models:OpenAI";

    /// <summary>OpenAI's own address.</summary>
    public static readonly Uri DefaultBaseAddress = new("https://api.openai.com/v1");

    /// <summary>The key. Compatible servers on one's own machines often need none.</summary>
    /// <value><see langword="null"/> by default.</value>
    public string? ApiKey { get; set; }

    /// <summary>The address of a compatible server, with its <c>/v1</c>.</summary>
    /// <value><see langword="null"/> by default, which means <see cref="DefaultBaseAddress"/>.</value>
    public Uri? BaseAddress { get; set; }

    /// <summary>The model's name.</summary>
    /// <value><c>gpt-5-mini</c> by default; must be set with <see cref="BaseAddress"/>.</value>
    public string? Model { get; set; }

    /// <summary>Tokens that an answer may take.</summary>
    /// <value><see langword="null"/> by default: what the server allows.</value>
    public int? MaxOutputTokens { get; set; }

    /// <summary>How many calls are made at once.</summary>
    /// <value>4 by default; 1 to 256.</value>
    public int Slots { get; set; } = 4;

    /// <summary>Whether somebody set a key or an address.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(ApiKey) || BaseAddress is not null;

    internal string ModelName => Model ?? "gpt-5-mini";
}
