namespace Vibe.Host.Database;

/// <summary>Where Vibe keeps what it stores on this machine.</summary>
internal sealed class DataOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Data";

    /// <summary>
    /// The folder of the private database and of logs; relative to the content root. Used only where no <c>ConnectionStrings:Postgres</c> is set.
    /// </summary>
    /// <value>Default: <c>data</c>; where that lies under a folder that an unprivileged user may not enter, <c>/var/lib/vibe</c>.</value>
    public string? Path { get; set; }
}
