using Temporalio.Client;

namespace Temporalio.Common.EnvConfig;

/// <summary>Settings of clients from a TOML file and from TEMPORAL_* environment variables: several profiles of which one is used.</summary>
public sealed record ClientEnvConfig(IReadOnlyDictionary<string, ClientEnvConfig.Profile> Profiles)
{
    /// <summary>Reads all profiles of the file. Environment variables other than TEMPORAL_CONFIG_FILE have no part in it.</summary>
    /// <exception cref="InvalidOperationException">The file is not valid.</exception>
    public static ClientEnvConfig Load(ConfigLoadOptions? options = null) => ConfigFiles.Load(options ?? new());

    /// <summary>Reads one profile, file and environment together, and makes it options of a connection.</summary>
    /// <exception cref="InvalidOperationException">The file is not valid, or lacks the profile that was asked for.</exception>
    public static TemporalClientConnectOptions LoadClientConnectOptions(ProfileLoadOptions? options = null) => Profile.Load(options).ToClientConnectionOptions();

    /// <summary>Reads the form of nested dictionaries.</summary>
    public static ClientEnvConfig FromDictionary(IReadOnlyDictionary<string, Dictionary<string, object>> profileDictionaries) =>
        new(profileDictionaries.ToDictionary(p => p.Key, p => Profile.FromDictionary(p.Value)));

    /// <summary>Writes the form of nested dictionaries.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, object>> ToDictionary() => Profiles.ToDictionary(p => p.Key, p => p.Value.ToDictionary());

    /// <summary>TLS in a profile.</summary>
    /// <param name="Disabled">True switches TLS off, false switches it on, null leaves it to the API key.</param>
    /// <param name="ServerName">The name that the server's certificate must have.</param>
    /// <param name="ServerRootCACert">The root that the server's certificate must be under.</param>
    /// <param name="ClientCert">The client's certificate.</param>
    /// <param name="ClientPrivateKey">The key of the client's certificate.</param>
    public sealed record Tls(
        bool? Disabled = null,
        string? ServerName = null,
        DataSource? ServerRootCACert = null,
        DataSource? ClientCert = null,
        DataSource? ClientPrivateKey = null)
    {
        /// <summary>Reads the form of a dictionary.</summary>
        public static Tls FromDictionary(IReadOnlyDictionary<string, object> dictionary) => ProfileDictionaries.ToTls(dictionary);

        /// <summary>Writes the form of a dictionary.</summary>
        public Dictionary<string, object> ToDictionary() => ProfileDictionaries.FromTls(this);

        /// <summary>Makes options of a connection; files are read now. Null where TLS is switched off.</summary>
        public TlsOptions? ToTlsOptions() => Disabled == true
            ? null
            : new()
            {
                Domain = ServerName,
                ServerRootCACert = ServerRootCACert?.GetBytes(),
                ClientCert = ClientCert?.GetBytes(),
                ClientPrivateKey = ClientPrivateKey?.GetBytes(),
            };
    }

    /// <summary>One profile.</summary>
    /// <param name="Address">The address of the server, host:port.</param>
    /// <param name="Namespace">The namespace.</param>
    /// <param name="ApiKey">The API key.</param>
    /// <param name="Tls">TLS.</param>
    /// <param name="GrpcMeta">Headers of every call.</param>
    public sealed record Profile(
        string? Address = null,
        string? Namespace = null,
        string? ApiKey = null,
        Tls? Tls = null,
        IReadOnlyDictionary<string, string>? GrpcMeta = null)
    {
        /// <summary>Reads one profile: the file's, with what the environment says over it.</summary>
        /// <exception cref="InvalidOperationException">The file is not valid, or lacks the profile that was asked for.</exception>
        public static Profile Load(ProfileLoadOptions? options = null) => ConfigFiles.LoadProfile(options ?? new());

        /// <summary>Reads the form of a dictionary.</summary>
        public static Profile FromDictionary(IReadOnlyDictionary<string, object> dictionary) => ProfileDictionaries.ToProfile(dictionary);

        /// <summary>Writes the form of a dictionary.</summary>
        public Dictionary<string, object> ToDictionary() => ProfileDictionaries.FromProfile(this);

        /// <summary>Makes options of a connection; files are read now.</summary>
        public TemporalClientConnectOptions ToClientConnectionOptions()
        {
            var options = new TemporalClientConnectOptions
            {
                TargetHost = Address,
                ApiKey = ApiKey,
                Tls = Tls is { Disabled: true } ? new TlsOptions { Disabled = true } : Tls?.ToTlsOptions(),
                RpcMetadata = GrpcMeta?.ToList(),
            };
            if (!string.IsNullOrEmpty(Namespace))
            {
                options.Namespace = Namespace;
            }

            return options;
        }
    }

    /// <summary>Options of reading one profile.</summary>
    public class ProfileLoadOptions : ICloneable
    {
        /// <summary>Gets or sets the name of the profile.</summary>
        /// <value>Null: TEMPORAL_PROFILE, else "default".</value>
        public string? Profile { get; set; }

        /// <summary>Gets or sets the configuration in place of the file.</summary>
        /// <value>Null: the file of TEMPORAL_CONFIG_FILE, else temporalio/temporal.toml in the user's configuration folder.</value>
        public DataSource? ConfigSource { get; set; }

        /// <summary>Gets or sets a value indicating whether the file is left alone.</summary>
        public bool DisableFile { get; set; }

        /// <summary>Gets or sets a value indicating whether the environment is left alone.</summary>
        public bool DisableEnv { get; set; }

        /// <summary>Gets or sets a value indicating whether keys in the file that mean nothing are errors.</summary>
        public bool ConfigFileStrict { get; set; }

        /// <summary>Gets or sets the environment in place of the process's.</summary>
        public IReadOnlyDictionary<string, string>? OverrideEnvVars { get; set; }

        /// <summary>Makes a shallow copy.</summary>
        public virtual object Clone() => MemberwiseClone();
    }

    /// <summary>Options of reading all profiles.</summary>
    public class ConfigLoadOptions : ICloneable
    {
        /// <summary>Gets or sets the configuration in place of the file.</summary>
        /// <value>Null: the file of TEMPORAL_CONFIG_FILE, else temporalio/temporal.toml in the user's configuration folder.</value>
        public DataSource? ConfigSource { get; set; }

        /// <summary>Gets or sets a value indicating whether keys in the file that mean nothing are errors.</summary>
        public bool ConfigFileStrict { get; set; }

        /// <summary>Gets or sets the environment in place of the process's.</summary>
        public IReadOnlyDictionary<string, string>? OverrideEnvVars { get; set; }

        /// <summary>Makes a shallow copy.</summary>
        public virtual object Clone() => MemberwiseClone();
    }
}
