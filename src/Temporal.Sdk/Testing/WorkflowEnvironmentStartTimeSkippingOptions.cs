using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>Options of a time-skipping test environment. The target host is where its server listens; unset: a free port.</summary>
public class WorkflowEnvironmentStartTimeSkippingOptions : TemporalClientConnectOptions
{
    /// <summary>Creates options.</summary>
    public WorkflowEnvironmentStartTimeSkippingOptions()
    {
    }

    /// <summary>Without effect: nothing is downloaded.</summary>
    public string? DownloadDirectory { get; set; }

    /// <inheritdoc />
    public override object Clone() => base.Clone();
}
