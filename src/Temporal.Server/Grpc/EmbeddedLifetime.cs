using Microsoft.Extensions.Hosting;

namespace Temporal.Server.Grpc;

/// <summary>The listener lives as long as its owner says: Ctrl-C and SIGTERM are the owner's, who first lets clients drain.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    /// <inheritdoc />
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
