using System.Text;
using Temporalio.Common.EnvConfig;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Common.EnvConfig;

public sealed class ClientEnvConfigTests
{
    private const string Toml = """
        [profile.default]
        address = "default:7233"
        namespace = "default-namespace"

        [profile.cloud]
        address = "cloud:7233"
        api_key = "the-key"
        [profile.cloud.tls]
        server_name = "cloud.name"
        client_cert_data = "CERT"
        client_key_path = "/key.pem"
        [profile.cloud.grpc_meta]
        Some_Header = "value"
        """;

    [Fact]
    public void LoadClientConnectOptions_DefaultProfile_IsRead()
    {
        var options = ClientEnvConfig.LoadClientConnectOptions(new() { ConfigSource = DataSource.FromUTF8String(Toml), OverrideEnvVars = NoVariables });

        Assert.Equal(("default:7233", "default-namespace"), (options.TargetHost, options.Namespace));
        Assert.Null(options.Tls);
    }

    [Fact]
    public void LoadProfile_Named_HasEverything()
    {
        var profile = ClientEnvConfig.Profile.Load(new() { Profile = "cloud", ConfigSource = DataSource.FromUTF8String(Toml), OverrideEnvVars = NoVariables });

        Assert.Equal(("cloud:7233", "the-key", "cloud.name"), (profile.Address, profile.ApiKey, profile.Tls?.ServerName));
        Assert.Equal("CERT", Encoding.UTF8.GetString(profile.Tls!.ClientCert!.GetBytes()!));
        Assert.Equal("/key.pem", profile.Tls.ClientPrivateKey!.Path);
        Assert.Equal("value", profile.GrpcMeta!["some-header"]);
    }

    [Fact]
    public void LoadProfile_Variables_GoOverTheFile()
    {
        var profile = ClientEnvConfig.Profile.Load(new()
        {
            ConfigSource = DataSource.FromUTF8String(Toml),
            OverrideEnvVars = new Dictionary<string, string>
            {
                ["TEMPORAL_PROFILE"] = "cloud",
                ["TEMPORAL_ADDRESS"] = "env:1",
                ["TEMPORAL_NAMESPACE"] = "env-namespace",
                ["TEMPORAL_TLS_SERVER_NAME"] = "env.name",
                ["TEMPORAL_TLS_CLIENT_KEY_DATA"] = "KEY",
                ["TEMPORAL_GRPC_META_SOME_HEADER"] = "",
                ["TEMPORAL_GRPC_META_OTHER"] = "more",
            },
        });

        Assert.Equal(("env:1", "env-namespace", "the-key", "env.name"), (profile.Address, profile.Namespace, profile.ApiKey, profile.Tls!.ServerName));
        Assert.Equal("KEY", Encoding.UTF8.GetString(profile.Tls.ClientPrivateKey!.Data!));
        Assert.Equal(["other"], profile.GrpcMeta!.Keys);
    }

    [Theory]
    [InlineData("true", false)]
    [InlineData("0", true)]
    public void LoadProfile_TlsVariable_SwitchesIt(string value, bool disabled)
    {
        var profile = ClientEnvConfig.Profile.Load(new() { DisableFile = true, OverrideEnvVars = new Dictionary<string, string> { ["TEMPORAL_TLS"] = value } });

        Assert.Equal(disabled, profile.Tls!.Disabled);
        Assert.Equal(disabled, profile.ToClientConnectionOptions().Tls!.Disabled);
    }

    [Fact]
    public void LoadProfile_FileOfTheVariable_IsRead()
    {
        using var folder = new TempFolder();
        var path = folder.Write("any.toml", Toml);

        var profile = ClientEnvConfig.Profile.Load(new() { OverrideEnvVars = new Dictionary<string, string> { ["TEMPORAL_CONFIG_FILE"] = path } });

        Assert.Equal("default:7233", profile.Address);
    }

    [Fact]
    public void LoadProfile_DefaultPlace_IsTheConfigurationFolder()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        using var folder = new TempFolder();
        folder.Write("temporalio/temporal.toml", Toml);

        var profile = ClientEnvConfig.Profile.Load(new() { OverrideEnvVars = new Dictionary<string, string> { ["XDG_CONFIG_HOME"] = folder.Path } });

        Assert.Equal("default:7233", profile.Address);
    }

    [Fact]
    public void LoadProfile_NoFileAtAll_IsEmpty() =>
        Assert.Equal(new ClientEnvConfig.Profile(), ClientEnvConfig.Profile.Load(new() { OverrideEnvVars = NoVariables }));

    [Fact]
    public void LoadProfile_UnknownProfile_IsNamed()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => ClientEnvConfig.Profile.Load(new() { Profile = "nope", ConfigSource = DataSource.FromUTF8String(Toml), OverrideEnvVars = NoVariables }));

        Assert.Contains("nope", error.Message, StringComparison.Ordinal);
        Assert.Contains("cloud", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Strict_RefusesUnknownKeys()
    {
        var source = DataSource.FromUTF8String("[profile.default]\nadress = 'x'");

        var error = Assert.Throws<InvalidOperationException>(() => ClientEnvConfig.Load(new() { ConfigSource = source, ConfigFileStrict = true, OverrideEnvVars = NoVariables }));

        Assert.Contains("adress", error.Message, StringComparison.Ordinal);
        Assert.Single(ClientEnvConfig.Load(new() { ConfigSource = source, OverrideEnvVars = NoVariables }).Profiles);
    }

    [Fact]
    public void Load_BadToml_NamesTheLine()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => ClientEnvConfig.Load(new() { ConfigSource = DataSource.FromUTF8String("\nx ="), OverrideEnvVars = NoVariables }));

        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToDictionary_AndBack_IsTheSame()
    {
        var config = ClientEnvConfig.Load(new() { ConfigSource = DataSource.FromUTF8String(Toml), OverrideEnvVars = NoVariables });

        var again = ClientEnvConfig.FromDictionary(config.ToDictionary());

        var (expected, actual) = (config.Profiles["cloud"], again.Profiles["cloud"]);
        Assert.Equal((expected.Address, expected.ApiKey, expected.Tls!.ServerName), (actual.Address, actual.ApiKey, actual.Tls!.ServerName));
        Assert.Equal(expected.GrpcMeta, actual.GrpcMeta);
        Assert.Equal(expected.Tls.ClientPrivateKey!.Path, actual.Tls.ClientPrivateKey!.Path);
        Assert.Equal(expected.Tls.ClientCert!.GetBytes(), actual.Tls.ClientCert!.GetBytes());
    }

    private static IReadOnlyDictionary<string, string> NoVariables { get; } = new Dictionary<string, string>();
}
