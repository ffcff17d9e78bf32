namespace Temporalio.Common.EnvConfig;

/// <summary>Lays TEMPORAL_* variables over a profile.</summary>
internal static class EnvironmentOverlay
{
    private const string MetaPrefix = "TEMPORAL_GRPC_META_";

    internal static ClientEnvConfig.Profile Apply(ClientEnvConfig.Profile profile, IReadOnlyDictionary<string, string> environment) => profile with
    {
        Address = Variable(environment, "TEMPORAL_ADDRESS") ?? profile.Address,
        Namespace = Variable(environment, "TEMPORAL_NAMESPACE") ?? profile.Namespace,
        ApiKey = Variable(environment, "TEMPORAL_API_KEY") ?? profile.ApiKey,
        Tls = ApplyTls(profile.Tls, environment),
        GrpcMeta = ApplyMeta(profile.GrpcMeta, environment),
    };

    private static ClientEnvConfig.Tls? ApplyTls(ClientEnvConfig.Tls? tls, IReadOnlyDictionary<string, string> environment)
    {
        bool? isOn = Variable(environment, "TEMPORAL_TLS") is { } text ? ToBool("TEMPORAL_TLS", text) : null;
        var serverName = Variable(environment, "TEMPORAL_TLS_SERVER_NAME");
        var root = Source(environment, "TEMPORAL_TLS_SERVER_CA_CERT");
        var cert = Source(environment, "TEMPORAL_TLS_CLIENT_CERT");
        var key = Source(environment, "TEMPORAL_TLS_CLIENT_KEY");
        if (isOn is null && serverName is null && root is null && cert is null && key is null)
        {
            return tls;
        }

        tls ??= new();
        return new(
            isOn is { } on ? !on : tls.Disabled,
            serverName ?? tls.ServerName,
            root ?? tls.ServerRootCACert,
            cert ?? tls.ClientCert,
            key ?? tls.ClientPrivateKey);
    }

    private static IReadOnlyDictionary<string, string>? ApplyMeta(IReadOnlyDictionary<string, string>? meta, IReadOnlyDictionary<string, string> environment)
    {
        var set = environment.Where(e => e.Key.StartsWith(MetaPrefix, StringComparison.Ordinal) && e.Key.Length > MetaPrefix.Length).ToList();
        if (set.Count == 0)
        {
            return meta;
        }

        var result = new Dictionary<string, string>(meta ?? new Dictionary<string, string>());
        foreach (var (name, value) in set)
        {
            var header = ConfigFiles.HeaderName(name[MetaPrefix.Length..]);
            if (value.Length > 0)
            {
                result[header] = value;
            }
            else
            {
                // An empty variable takes away what the file says.
                result.Remove(header);
            }
        }

        return result;
    }

    private static DataSource? Source(IReadOnlyDictionary<string, string> environment, string name) =>
        (Variable(environment, name + "_PATH"), Variable(environment, name + "_DATA")) switch
        {
            ({ } path, null) => DataSource.FromPath(path),
            (null, { } data) => DataSource.FromUTF8String(data),
            (null, null) => null,
            _ => throw new InvalidOperationException($"Both {name}_PATH and {name}_DATA are set; unset one."),
        };

    private static string? Variable(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    private static bool ToBool(string name, string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => throw new InvalidOperationException($"{name} must be true or false; it is '{text}'."),
    };
}
