using Temporalio.Client;

namespace Temporalio.Worker;

/// <summary>A client as a worker needs it.</summary>
public interface IWorkerClient
{
    /// <summary>Gets the options of the client.</summary>
    TemporalClientOptions Options { get; }
}
