using Temporal.Server.Grpc;
using Temporal.Server.Services;

namespace Temporal.Server.Tests;

/// <summary>An engine with the methods of a test.</summary>
internal sealed class FakeEngine(params RpcMethod[] methods) : IEngine
{
    public IReadOnlyList<RpcMethod> Methods => methods;

    public Task Failed { get; } = new TaskCompletionSource().Task;

    public bool IsStopped { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Close()
    {
    }

    public void Stop() => IsStopped = true;
}
