namespace Vibe.Models.Ollama;

/// <summary>One of several Ollama servers, under <c>Models:Ollama:Instances:&lt;name&gt;</c>.</summary>
public sealed class OllamaInstanceOptions
{
    /// <summary>The server's address.</summary>
    /// <value>Must be set.</value>
    public Uri? Address { get; set; }

    /// <summary>How many calls it takes at once.</summary>
    /// <value>1 by default; 1 to 256.</value>
    public int Slots { get; set; } = 1;
}
