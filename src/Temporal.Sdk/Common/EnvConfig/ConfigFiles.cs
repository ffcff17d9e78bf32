using System.Text;

namespace Temporalio.Common.EnvConfig;

/// <summary>Finds and reads the TOML file, and lays the environment over it.</summary>
internal static class ConfigFiles
{
    private const string DefaultProfile = "default";
    private static readonly string[] ProfileKeys =
    [
        "address", "namespace", "api_key", "tls", "grpc_meta", "codec",
    ];

    private static readonly string[] TlsKeys =
    [
        "disabled", "server_name", "disable_host_verification",
        "client_cert_path", "client_cert_data", "client_key_path", "client_key_data", "server_ca_cert_path", "server_ca_cert_data",
    ];

    internal static ClientEnvConfig Load(ClientEnvConfig.ConfigLoadOptions options)
    {
        var environment = Variables(options.OverrideEnvVars);
        return new(ReadFile(options.ConfigSource, environment, options.ConfigFileStrict)
            .ToDictionary(p => p.Key, p => ToProfile(p.Key, p.Value)));
    }

    internal static ClientEnvConfig.Profile LoadProfile(ClientEnvConfig.ProfileLoadOptions options)
    {
        if (options.DisableFile && options.DisableEnv)
        {
            throw new InvalidOperationException("DisableFile and DisableEnv together leave nothing to load from; set at most one.");
        }

        var environment = options.DisableEnv ? new Dictionary<string, string>() : Variables(options.OverrideEnvVars);
        var asked = options.Profile ?? (environment.TryGetValue("TEMPORAL_PROFILE", out var named) && named.Length > 0 ? named : null);
        var profile = new ClientEnvConfig.Profile();
        if (!options.DisableFile)
        {
            // The file may lack the default profile, not one that was asked for.
            var profiles = ReadFile(options.ConfigSource, environment, options.ConfigFileStrict);
            var name = asked ?? DefaultProfile;
            if (profiles.TryGetValue(name, out var table))
            {
                profile = ToProfile(name, table);
            }
            else if (asked is not null && asked != DefaultProfile)
            {
                throw new InvalidOperationException($"The configuration has no profile '{asked}'; it has: {string.Join(", ", profiles.Keys)}.");
            }
        }

        return EnvironmentOverlay.Apply(profile, environment);
    }

    private static IReadOnlyDictionary<string, string> Variables(IReadOnlyDictionary<string, string>? overrides)
    {
        if (overrides is not null)
        {
            return overrides;
        }

        var result = new Dictionary<string, string>();
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            result[(string)entry.Key] = (string?)entry.Value ?? string.Empty;
        }

        return result;
    }

    private static Dictionary<string, Dictionary<string, object>> ReadFile(DataSource? source, IReadOnlyDictionary<string, string> environment, bool isStrict)
    {
        if (ReadText(source, environment) is not { } text)
        {
            return [];
        }

        Dictionary<string, object> root;
        try
        {
            root = TomlReader.Read(text);
        }
        catch (FormatException e)
        {
            throw new InvalidOperationException($"The Temporal configuration is not valid TOML: {e.Message}", e);
        }

        if (isStrict)
        {
            RefuseUnknown("the configuration", root, ["profile"]);
        }

        var result = new Dictionary<string, Dictionary<string, object>>();
        foreach (var (name, value) in root.TryGetValue("profile", out var profiles) ? AsTable(profiles, "profile") : [])
        {
            var table = AsTable(value, $"profile.{name}");
            if (isStrict)
            {
                RefuseUnknown($"profile '{name}'", table, ProfileKeys);
                if (table.TryGetValue("tls", out var tls) && tls is Dictionary<string, object> tlsTable)
                {
                    RefuseUnknown($"tls of profile '{name}'", tlsTable, TlsKeys);
                }
            }

            result[name] = table;
        }

        return result;
    }

    private static string? ReadText(DataSource? source, IReadOnlyDictionary<string, string> environment)
    {
        if (source is { Data: { } data })
        {
            return Encoding.UTF8.GetString(data);
        }

        var named = source?.Path ?? (environment.TryGetValue("TEMPORAL_CONFIG_FILE", out var variable) && variable.Length > 0 ? variable : null);
        var path = named ?? DefaultPath(environment);
        if (path is null || !File.Exists(path))
        {
            return source?.Path is null ? null : throw new InvalidOperationException($"The Temporal configuration file {path} does not exist.");
        }

        return File.ReadAllText(path);
    }

    private static string? DefaultPath(IReadOnlyDictionary<string, string> environment)
    {
        string? Variable(string name) => environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

        var folder = OperatingSystem.IsWindows() ? Variable("APPDATA")
            : OperatingSystem.IsMacOS() && Variable("HOME") is { } macHome ? Path.Combine(macHome, "Library/Application Support")
            : Variable("XDG_CONFIG_HOME") ?? (Variable("HOME") is { } home ? Path.Combine(home, ".config") : null);
        return folder is null ? null : Path.Combine(folder, "temporalio", "temporal.toml");
    }

    private static ClientEnvConfig.Profile ToProfile(string name, Dictionary<string, object> table)
    {
        string? Text(Dictionary<string, object> from, string key) => !from.TryGetValue(key, out var value)
            ? null
            : value as string ?? throw new InvalidOperationException($"'{key}' of profile '{name}' must be a text.");

        ClientEnvConfig.Tls? tls = null;
        if (table.TryGetValue("tls", out var tlsValue))
        {
            // "tls = true" is short for a table that says nothing more.
            tls = tlsValue is bool isOn
                ? new(Disabled: !isOn)
                : ToTls(name, AsTable(tlsValue, $"profile.{name}.tls"), Text);
        }

        var meta = table.TryGetValue("grpc_meta", out var metaValue)
            ? AsTable(metaValue, $"profile.{name}.grpc_meta").ToDictionary(e => HeaderName(e.Key), e => Convert.ToString(e.Value, System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty)
            : null;
        return new(Text(table, "address"), Text(table, "namespace"), Text(table, "api_key"), tls, meta);
    }

    private static ClientEnvConfig.Tls ToTls(string profile, Dictionary<string, object> tls, Func<Dictionary<string, object>, string, string?> text)
    {
        DataSource? Source(string key) => (text(tls, key + "_path"), text(tls, key + "_data")) switch
        {
            ({ } path, null) => DataSource.FromPath(path),
            (null, { } data) => DataSource.FromUTF8String(data),
            (null, null) => null,
            _ => throw new InvalidOperationException($"Profile '{profile}' has both {key}_path and {key}_data; keep one."),
        };

        bool? disabled = !tls.TryGetValue("disabled", out var value) ? null
            : value as bool? ?? throw new InvalidOperationException($"'disabled' of the tls of profile '{profile}' must be true or false.");
        return new(disabled, text(tls, "server_name"), Source("server_ca_cert"), Source("client_cert"), Source("client_key"));
    }

    internal static string HeaderName(string name) => name.Replace('_', '-').ToLowerInvariant();

    private static Dictionary<string, object> AsTable(object value, string name) => value as Dictionary<string, object>
        ?? throw new InvalidOperationException($"'{name}' of the Temporal configuration must be a table.");

    private static void RefuseUnknown(string where, Dictionary<string, object> table, string[] known)
    {
        var unknown = table.Keys.Except(known).ToList();
        if (unknown.Count > 0)
        {
            throw new InvalidOperationException($"Unknown keys in {where}: {string.Join(", ", unknown)}. Known are: {string.Join(", ", known)}.");
        }
    }
}
