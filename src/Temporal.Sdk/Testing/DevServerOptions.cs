namespace Temporalio.Testing;

/// <summary>How the local server of a test environment is run.</summary>
public class DevServerOptions : ICloneable
{
    /// <summary>Creates options.</summary>
    public DevServerOptions()
    {
    }

    /// <summary>The Temporal command line to run. Unset: the embedded server of this library is started in this process.</summary>
    public string? ExistingPath { get; set; }

    /// <summary>File that the state is kept in over restarts. Needs <see cref="ExistingPath" />.</summary>
    public string? DatabaseFilename { get; set; }

    /// <summary>Log format of the server. Default "pretty".</summary>
    public string LogFormat { get; set; } = "pretty";

    /// <summary>Log level of the server. Default "warn".</summary>
    public string LogLevel { get; set; } = "warn";

    /// <summary>Further arguments of the server. Needs <see cref="ExistingPath" />.</summary>
    public IReadOnlyCollection<string>? ExtraArgs { get; set; }

    /// <summary>Without effect: nothing is downloaded.</summary>
    public string DownloadVersion { get; set; } = "default";

    /// <summary>Without effect: nothing is downloaded.</summary>
    public TimeSpan? DownloadTtl { get; set; }

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
