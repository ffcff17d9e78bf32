using Temporalio.Client;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Options of a hosted worker.</summary>
public class TemporalWorkerServiceOptions : TemporalWorkerOptions
{
    /// <summary>Creates options without a task queue.</summary>
    public TemporalWorkerServiceOptions()
    {
    }

    /// <summary>Creates options.</summary>
    /// <param name="taskQueue">Task queue to serve.</param>
    public TemporalWorkerServiceOptions(string taskQueue)
        : base(taskQueue)
    {
    }

    /// <summary>How to connect. Unset: the host's client is used.</summary>
    public TemporalClientConnectOptions? ClientOptions { get; set; }

    /// <inheritdoc />
    public override object Clone()
    {
        var copy = (TemporalWorkerServiceOptions)base.Clone();
        copy.ClientOptions = (TemporalClientConnectOptions?)ClientOptions?.Clone();
        return copy;
    }
}
