using System.Net;
using Temporal.Server.Hosting;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Servers;

/// <summary>The embedded service on a database of its own.</summary>
internal sealed class RestartableEmbeddedServer : IRestartable
{
    private readonly string database;
    private EmbeddedTemporalServer server;

    private RestartableEmbeddedServer(string database, EmbeddedTemporalServer server)
    {
        this.database = database;
        this.server = server;
        Address = server.Address;
    }

    public string Address { get; }

    public static async Task<IRestartable> StartAsync()
    {
        var database = await EmbeddedServers.NewDatabaseAsync();
        var server = await EmbeddedServers.StartAsync(TemporalStore.PostgreSql(database), new IPEndPoint(IPAddress.Loopback, FreePort.Next()));
        return new RestartableEmbeddedServer(database, server);
    }

    public async Task StopAsync() => await server.DisposeAsync();

    public async Task RestartAsync()
    {
        await StopAsync();
        server = await EmbeddedServers.StartAsync(TemporalStore.PostgreSql(database), IPEndPoint.Parse(Address));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
