namespace Temporalio.Client;

/// <summary>Options of TLS.</summary>
public class TlsOptions : ICloneable
{
    /// <summary>Gets or sets a value indicating whether TLS is off even where an API key would switch it on.</summary>
    /// <value>False.</value>
    public bool Disabled { get; set; }

    /// <summary>Gets or sets the root certificate(s) that the server must be under, PEM; null for those of the machine.</summary>
    public byte[]? ServerRootCACert { get; set; }

    /// <summary>Gets or sets the name that the server's certificate must have, in place of the target's host.</summary>
    public string? Domain { get; set; }

    /// <summary>Gets or sets the client certificate (with its chain), PEM.</summary>
    public byte[]? ClientCert { get; set; }

    /// <summary>Gets or sets the key of the client certificate, PEM.</summary>
    public byte[]? ClientPrivateKey { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
