using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Servers;

/// <summary>The official server on a PostgreSQL of its own.</summary>
internal sealed class RestartableClusterServer(TemporalClusterServer server) : IRestartable
{
    public string Address => server.Address;

    public async Task StopAsync() => await server.StopAsync();

    public Task RestartAsync() => server.RestartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
