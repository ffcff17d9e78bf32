using Temporalio.Client;
using Temporalio.Common;

namespace Temporalio.Testing;

/// <summary>Options of a local test environment. The target host is where its server listens; unset: a free port.</summary>
public class WorkflowEnvironmentStartLocalOptions : TemporalClientConnectOptions
{
    /// <summary>Creates options.</summary>
    public WorkflowEnvironmentStartLocalOptions()
    {
    }

    /// <summary>How the server is run.</summary>
    public DevServerOptions DevServerOptions { get; set; } = new();

    /// <summary>Search attributes to register.</summary>
    public IReadOnlyCollection<SearchAttributeKey>? SearchAttributes { get; set; }

    /// <summary>Whether the server has its user interface. Needs an existing program.</summary>
    public bool UI { get; set; }

    /// <summary>Port of the user interface; 0: the server's choice.</summary>
    public int UIPort { get; set; }

    /// <summary>Without effect: nothing is downloaded.</summary>
    public string? DownloadDirectory { get; set; }

    /// <inheritdoc />
    public override object Clone()
    {
        var copy = (WorkflowEnvironmentStartLocalOptions)base.Clone();
        copy.DevServerOptions = (DevServerOptions)DevServerOptions.Clone();
        return copy;
    }
}
