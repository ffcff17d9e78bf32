namespace Vibe.Host.Temporal;

/// <summary>Which Temporal service is used: the one at <see cref="Address"/>, or the embedded one.</summary>
internal sealed class TemporalOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Temporal";

    /// <summary>Where the embedded service listens when that port is free and nothing is set.</summary>
    public const string DefaultListen = "127.0.0.1:7233";

    /// <summary>Host and port of a Temporal service; empty for the embedded one.</summary>
    public string? Address { get; set; }

    /// <summary>The namespace.</summary>
    /// <value>Default: <c>default</c>.</value>
    public string Namespace { get; set; } = "default";

    /// <summary>An API key; switches TLS on.</summary>
    public string? ApiKey { get; set; }

    /// <summary>TLS towards <see cref="Address"/>.</summary>
    public TemporalTlsOptions Tls { get; set; } = new();

    /// <summary>Where the embedded service listens, as <c>address:port</c>. Other tools can attach there: keep it on loopback, there is no authentication.</summary>
    /// <value>Default: 127.0.0.1:7233, or a free port where that is taken.</value>
    public string? Listen { get; set; }

    /// <summary>What the embedded service keeps its state in.</summary>
    /// <value>Default: PostgreSQL, in the schema <c>temporal</c> of Vibe's database.</value>
    public TemporalStoreKind Store { get; set; } = TemporalStoreKind.Postgres;

    /// <summary>Limits of the embedded service under the names of Temporal's dynamic configuration, for example <c>limit.blobSize.error</c>.</summary>
    public Dictionary<string, string> DynamicConfig { get; } = new(StringComparer.Ordinal);

    /// <summary>The address of a Temporal Web UI; cards then link to their run.</summary>
    public Uri? WebUI { get; set; }
}
