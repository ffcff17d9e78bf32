using Temporalio.Runtime;

namespace Temporalio.Client;

/// <summary>Options of a connection.</summary>
public class TemporalConnectionOptions : ICloneable
{
    /// <summary>Creates options without a target.</summary>
    public TemporalConnectionOptions()
    {
    }

    /// <summary>Creates options for a target, host:port.</summary>
    public TemporalConnectionOptions(string targetHost) => TargetHost = targetHost;

    /// <summary>Gets or sets the address of the server, host:port.</summary>
    public string? TargetHost { get; set; }

    /// <summary>Gets or sets the options of TLS; null for clear text, unless there is an API key.</summary>
    public TlsOptions? Tls { get; set; }

    /// <summary>Gets or sets how calls are retried; null for the defaults.</summary>
    public RpcRetryOptions? RpcRetry { get; set; }

    /// <summary>Gets or sets the pings that keep the connection; null for none.</summary>
    public KeepAliveOptions? KeepAlive { get; set; } = new();

    /// <summary>Gets or sets headers of every call.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? RpcMetadata { get; set; }

    /// <summary>Gets or sets binary headers of every call; their names end in "-bin".</summary>
    public IReadOnlyCollection<KeyValuePair<string, byte[]>>? RpcBinaryMetadata { get; set; }

    /// <summary>Gets or sets the API key; it switches TLS on.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Gets or sets the identity that the server records for calls.</summary>
    /// <value>Null: process id and name of the machine.</value>
    public string? Identity { get; set; }

    /// <summary>Gets or sets the runtime; null for the default one.</summary>
    public TemporalRuntime? Runtime { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();

    internal void ValidateForConnect()
    {
        if (string.IsNullOrEmpty(TargetHost))
        {
            throw new ArgumentException("TargetHost is missing. Set it to the server's address, such as localhost:7233.");
        }
    }
}
