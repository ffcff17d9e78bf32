using System.Net;
using Temporal.Server.Hosting;
using Vibe.TestKit;

namespace Temporal.Server.Tests.Faults;

/// <summary>The service in a process of its own, so that it can be killed: this assembly as a program.</summary>
internal sealed class ServedProcess : IAsyncDisposable
{
    private const string Mark = "listening on ";

    private readonly ToolProcess _process;

    private ServedProcess(ToolProcess process) => _process = process;

    /// <summary>Starts the service on a port and a database.</summary>
    public static async Task<ServedProcess> StartAsync(string address, string connectionString)
    {
        var process = ToolProcess.Start("dotnet", [typeof(ServedProcess).Assembly.Location, address, connectionString]);
        await process.LineAsync(Mark);
        return new ServedProcess(process);
    }

    /// <summary>What the process does: serves until it is killed.</summary>
    public static async Task<int> ServeAsync(string[] arguments)
    {
        await using var server = await EmbeddedTemporalServer.StartAsync(
            new EmbeddedTemporalServerOptions { Listen = IPEndPoint.Parse(arguments[0]), Store = TemporalStore.PostgreSql(arguments[1]) }, CancellationToken.None);
        Console.WriteLine($"{Mark}{server.Address}");
        await server.Failed;
        return 1;
    }

    /// <summary>Ends the process as kill -9 does.</summary>
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
