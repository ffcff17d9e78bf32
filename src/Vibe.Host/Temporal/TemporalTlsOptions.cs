namespace Vibe.Host.Temporal;

/// <summary>TLS towards a Temporal service. PEM files.</summary>
internal sealed class TemporalTlsOptions
{
    /// <summary>Whether TLS is used; an API key or a certificate switches it on as well.</summary>
    public bool Enabled { get; set; }

    /// <summary>The file of the client's certificate.</summary>
    public string? ClientCertificate { get; set; }

    /// <summary>The file of the client's private key.</summary>
    public string? ClientPrivateKey { get; set; }

    /// <summary>The file of the authority that signed the server's certificate, where it is not one that the machine trusts.</summary>
    public string? ServerRootCA { get; set; }

    /// <summary>The name to expect in the server's certificate, where it is not that of the address.</summary>
    public string? Domain { get; set; }
}
