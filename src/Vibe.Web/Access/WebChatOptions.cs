namespace Vibe.Web.Access;

/// <summary>The built-in web chat.</summary>
public sealed class WebChatOptions
{
    /// <summary>Where it is in the configuration.</summary>
    public const string SectionName = "WebChat";

    /// <summary>
    /// Whether the web chat is there. Whoever opens it can be any of its people, so it is meant for a first look and for development.
    /// </summary>
    /// <value><see langword="null"/> by default: on where no chat platform is configured, else off.</value>
    public bool? Enabled { get; set; }

    /// <summary>The channels, by name with their topic.</summary>
    /// <value>Default: <c>general</c> and <c>frontend</c>.</value>
    public Dictionary<string, string> Channels { get; } = new(StringComparer.Ordinal);

    /// <summary>The people, by id with their name. Their ids (<c>web:ana</c>) match no platform's.</summary>
    /// <value>Default: Ana, Ben and the guest Gus.</value>
    public Dictionary<string, WebPersonOptions> People { get; } = new(StringComparer.Ordinal);
}
