namespace Temporalio.Client.Transport;

/// <summary>Where a connection goes and how it is kept.</summary>
internal sealed record TransportTarget(Uri Address, TlsOptions? Tls, KeepAliveOptions? KeepAlive)
{
    // The handler checks the server's certificate against this name, as other gRPC clients do with theirs.
    internal string? Authority { get; } = string.IsNullOrEmpty(Tls?.Domain) ? null : $"{Tls.Domain}:{Address.Port}";

    internal static TransportTarget From(TemporalConnectionOptions options)
    {
        var host = options.TargetHost ?? string.Empty;
        var tls = options.Tls is { Disabled: true } ? null : options.Tls ?? (string.IsNullOrEmpty(options.ApiKey) ? null : new TlsOptions());
        if (host.Contains("://", StringComparison.Ordinal))
        {
            throw new ArgumentException($"TargetHost is host:port without a scheme, such as localhost:7233; this is '{host}'. TLS is chosen by the option Tls.");
        }

        return Uri.TryCreate($"{(tls is null ? "http" : "https")}://{host}", UriKind.Absolute, out var address) && address.PathAndQuery == "/" && HasPort(host)
            ? new(address, tls, options.KeepAlive)
            : throw new ArgumentException($"TargetHost must have the form host:port, such as localhost:7233; this is '{host}'.");
    }

    private static bool HasPort(string host) => host.LastIndexOf(':') is var colon && colon > host.LastIndexOf(']') && colon > 0;
}
