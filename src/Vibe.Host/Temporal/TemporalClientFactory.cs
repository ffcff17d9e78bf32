using Temporalio.Client;

namespace Vibe.Host.Temporal;

/// <summary>Makes the client of the Temporal service in use. It connects with its first call and again whenever the service comes back.</summary>
internal static class TemporalClientFactory
{
    /// <summary>The client.</summary>
    public static ITemporalClient Create(TemporalOptions options, string address, ILoggerFactory loggers)
    {
        var isSecure = options.Tls.Enabled || options.ApiKey is { Length: > 0 } || options.Tls.ClientCertificate is not null;
        return TemporalClient.CreateLazy(new TemporalClientConnectOptions(address)
        {
            Namespace = options.Namespace,
            ApiKey = options.ApiKey is { Length: > 0 } key ? key : null,
            Tls = isSecure ? ToTls(options.Tls) : null,
            LoggerFactory = loggers,
        });
    }

    private static TlsOptions ToTls(TemporalTlsOptions tls) => new()
    {
        ClientCert = Read(tls.ClientCertificate),
        ClientPrivateKey = Read(tls.ClientPrivateKey),
        ServerRootCACert = Read(tls.ServerRootCA),
        Domain = tls.Domain,
    };

    private static byte[]? Read(string? file) => file is { Length: > 0 } ? File.ReadAllBytes(file) : null;
}
