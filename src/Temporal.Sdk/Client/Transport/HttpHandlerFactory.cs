using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Temporalio.Client.Transport;

/// <summary>Makes the HTTP/2 handler of a connection.</summary>
internal static class HttpHandlerFactory
{
    // Histories come in megabytes; the window grows by itself, but only step by step.
    private const int StreamWindow = 1024 * 1024;

    internal static SocketsHttpHandler Create(TransportTarget target)
    {
        var handler = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            EnableMultipleHttp2Connections = true,
            InitialHttp2StreamWindowSize = StreamWindow,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            UseCookies = false,
            UseProxy = false,
        };
        if (target.KeepAlive is { } keepAlive)
        {
            handler.KeepAlivePingDelay = keepAlive.Interval;
            handler.KeepAlivePingTimeout = keepAlive.Timeout;
            handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always;
        }

        if (target.Tls is { } tls)
        {
            handler.SslOptions = ToSslOptions(tls);
        }

        return handler;
    }

    private static SslClientAuthenticationOptions ToSslOptions(TlsOptions tls)
    {
        var options = new SslClientAuthenticationOptions
        {
            ApplicationProtocols = [SslApplicationProtocol.Http2],
        };
        if (tls.ServerRootCACert is { Length: > 0 } roots)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPem(Encoding.UTF8.GetString(roots));
            options.CertificateChainPolicy = policy;
        }

        switch (tls.ClientCert, tls.ClientPrivateKey)
        {
            case ({ Length: > 0 } cert, { Length: > 0 } key):
                options.ClientCertificateContext = ToContext(Encoding.UTF8.GetString(cert), Encoding.UTF8.GetString(key));
                break;
            case ({ Length: > 0 }, _):
                throw new ArgumentException("A client certificate needs its key: set ClientPrivateKey too.");
            case (_, { Length: > 0 }):
                throw new ArgumentException("A client key needs its certificate: set ClientCert too.");
        }

        return options;
    }

    private static SslStreamCertificateContext ToContext(string certPem, string keyPem)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(certPem);
        var leaf = X509Certificate2.CreateFromPem(certPem, keyPem);
        return SslStreamCertificateContext.Create(leaf, [.. chain.Skip(1)], offline: true);
    }
}
