using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Servers;

/// <summary>The official development server with its state in a file.</summary>
internal sealed class RestartableDevServer : IRestartable
{
    private readonly TempFolder folder;
    private readonly TemporalDevServer server;

    private RestartableDevServer(TempFolder folder, TemporalDevServer server)
    {
        this.folder = folder;
        this.server = server;
    }

    public string Address => server.Address;

    public static async Task<IRestartable> StartAsync()
    {
        var folder = new TempFolder();
        return new RestartableDevServer(folder, await TemporalDevServer.StartAsync(Path.Combine(folder.Path, "temporal.db")));
    }

    public async Task StopAsync() => await server.StopAsync();

    public Task RestartAsync() => server.RestartAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }
}
