using Temporal.Server.Grpc;
using Temporal.Server.Services;

namespace Temporal.Server.Hosting;

/// <summary>Serves no execution.</summary>
internal sealed class PendingEngine : IEngine
{
    public IReadOnlyList<RpcMethod> Methods => [];

    public Task Failed { get; } = new TaskCompletionSource().Task;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Stop()
    {
    }
}
