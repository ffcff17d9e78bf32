namespace Temporalio.Common.EnvConfig;

/// <summary>Profiles as nested dictionaries, the form that TOML has too.</summary>
internal static class ProfileDictionaries
{
    internal static ClientEnvConfig.Profile ToProfile(IReadOnlyDictionary<string, object> dictionary) => new(
        Text(dictionary, "address"),
        Text(dictionary, "namespace"),
        Text(dictionary, "api_key"),
        Table(dictionary, "tls") is { } tls ? ToTls(tls) : null,
        Table(dictionary, "grpc_meta")?.ToDictionary(e => e.Key, e => AsText(e.Value, e.Key)));

    internal static Dictionary<string, object> FromProfile(ClientEnvConfig.Profile profile)
    {
        var result = new Dictionary<string, object>();
        Add(result, "address", profile.Address);
        Add(result, "namespace", profile.Namespace);
        Add(result, "api_key", profile.ApiKey);
        Add(result, "tls", profile.Tls?.ToDictionary());
        Add(result, "grpc_meta", profile.GrpcMeta?.ToDictionary(e => e.Key, e => (object)e.Value));
        return result;
    }

    internal static ClientEnvConfig.Tls ToTls(IReadOnlyDictionary<string, object> dictionary) => new(
        dictionary.TryGetValue("disabled", out var disabled) ? (bool)disabled : null,
        Text(dictionary, "server_name"),
        Source(dictionary, "server_ca_cert"),
        Source(dictionary, "client_cert"),
        Source(dictionary, "client_key"));

    internal static Dictionary<string, object> FromTls(ClientEnvConfig.Tls tls)
    {
        var result = new Dictionary<string, object>();
        Add(result, "disabled", tls.Disabled);
        Add(result, "server_name", tls.ServerName);
        Add(result, "server_ca_cert", tls.ServerRootCACert?.ToDictionary());
        Add(result, "client_cert", tls.ClientCert?.ToDictionary());
        Add(result, "client_key", tls.ClientPrivateKey?.ToDictionary());
        return result;
    }

    private static void Add(Dictionary<string, object> result, string key, object? value)
    {
        if (value is not null)
        {
            result.Add(key, value);
        }
    }

    private static string? Text(IReadOnlyDictionary<string, object> dictionary, string key) =>
        dictionary.TryGetValue(key, out var value) ? AsText(value, key) : null;

    private static string AsText(object value, string key) =>
        value as string ?? throw new InvalidOperationException($"'{key}' must be a text; it is {value} ({value.GetType().Name}).");

    private static Dictionary<string, object>? Table(IReadOnlyDictionary<string, object> dictionary, string key) => !dictionary.TryGetValue(key, out var value)
        ? null
        : value switch
        {
            Dictionary<string, object> table => table,
            IReadOnlyDictionary<string, object> table => new(table),
            IReadOnlyDictionary<string, string> texts => texts.ToDictionary(t => t.Key, t => (object)t.Value),
            _ => throw new InvalidOperationException($"'{key}' must be a table; it is {value} ({value.GetType().Name})."),
        };

    private static DataSource? Source(IReadOnlyDictionary<string, object> dictionary, string key) =>
        DataSource.FromDictionary(Table(dictionary, key)?.ToDictionary(e => e.Key, e => AsText(e.Value, e.Key)));
}
