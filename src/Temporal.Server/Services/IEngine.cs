using Temporal.Server.Grpc;

namespace Temporal.Server.Services;

/// <summary>The part of the service that acts on executions. Made as <c>new Engine(EngineParts)</c>.</summary>
internal interface IEngine
{
    /// <summary>The methods of WorkflowService that act on executions, task queues and histories.</summary>
    IReadOnlyList<RpcMethod> Methods { get; }

    /// <summary>Loads open runs, sets their timers and queues their tasks; before the first call.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Ends all long polls (empty answers), so that the transport can drain.</summary>
    void Stop();

    /// <summary>Lets go of the clock; after <see cref="Stop"/>.</summary>
    void Close();

    /// <summary>Completes with the error when the store failed: this engine must not be used any more.</summary>
    Task Failed { get; }
}
