namespace Temporalio.Client;

/// <summary>How a connection finds out that its other end is gone: HTTP/2 pings.</summary>
public class KeepAliveOptions : ICloneable
{
    /// <summary>Gets or sets the time between pings.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long an answer may take before the connection is given up.</summary>
    /// <value>15 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
