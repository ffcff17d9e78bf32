namespace Vibe.TestKit;

/// <summary>The Temporal server as a cluster runs it, on this process's private PostgreSQL.</summary>
public sealed class TemporalClusterServer : IAsyncDisposable
{
    // The server's inner ports are at fixed distances above this one.
    private const int PortsAbove = 7;
    private static readonly Lazy<Task<TemporalClusterServer>> Shared = new(async () => await StartAsync(await PostgresCluster.SharedAsync()));

    private readonly PostgresCluster database;
    private ToolProcess process;

    private TemporalClusterServer(PostgresCluster database, int port)
    {
        this.database = database;
        Port = port;
        process = Launch();
    }

    /// <summary>Gets why there is none, or null where there is one.</summary>
    public static string? SkipReason { get; } = RealTools.TemporalServer is null
        ? "The Temporal server was not found; set TEMPORAL_SERVER_START"
        : RealTools.TemporalCli is null ? TemporalDevServer.SkipReason : PostgresCluster.SkipReason;

    /// <summary>Gets the port.</summary>
    public int Port { get; }

    /// <summary>Gets the address, host:port.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>Gets the server of this process.</summary>
    public static Task<TemporalClusterServer> SharedAsync() => Shared.Value;

    /// <summary>Starts a server on a PostgreSQL of its own, with the namespace default and the test search attributes: its databases have fixed names.</summary>
    public static async Task<TemporalClusterServer> StartAloneAsync() => await StartAsync(await PostgresCluster.StartOwnAsync());

    /// <summary>Ends the server as a crash would; <see cref="RestartAsync" /> brings it back.</summary>
    public ValueTask StopAsync() => process.DisposeAsync();

    /// <summary>Starts the server again on the same port and database.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        process = Launch();
        await ReadyAsync();
    }

    /// <summary>Runs the command line against this server.</summary>
    public Task<string> CliAsync(params string[] arguments) => TemporalCommandLine.RunAsync(Address, arguments);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static async Task<TemporalClusterServer> StartAsync(PostgresCluster database)
    {
        var server = new TemporalClusterServer(database, FreePort.Next(reach: PortsAbove));
        await Eventually.TrueAsync(server.TryCreateNamespaceAsync, $"the server starts; so far: {server.process.Output}");
        await server.ReadyAsync();
        await Eventually.TrueAsync(server.TryAddSearchAttributesAsync, "the server takes the search attributes");
        return server;
    }

    private ToolProcess Launch() => ToolProcess.StartServer(RealTools.TemporalServer!, [$"{Port}"], new Dictionary<string, string>
    {
        ["PGHOST"] = "127.0.0.1",
        ["PGPORT"] = $"{database.Port}",
        ["PGUSER"] = database.Administrator,
        ["PGPASSWORD"] = "unused",
    });

    private Task ReadyAsync() => Eventually.TrueAsync(
        () => process.HasExited
            ? throw new InvalidOperationException($"The server ended: {process.Output}")
            : GrpcProbe.ServesNamespaceAsync(Address, "default"),
        "the server serves the namespace default");

    private async Task<bool> TryCreateNamespaceAsync()
    {
        if (process.HasExited)
        {
            throw new InvalidOperationException($"The server ended: {process.Output}");
        }

        return await GrpcProbe.ServesNamespaceAsync(Address, "default") || await SucceedsAsync("operator", "namespace", "create", "-n", "default");
    }

    private Task<bool> TryAddSearchAttributesAsync() => SucceedsAsync(
    [
        "operator", "search-attribute", "create",
        .. TemporalSearchAttributes.All.SelectMany(a => (string[])["--name", a.Key, "--type", a.Value]),
    ]);

    private async Task<bool> SucceedsAsync(params string[] arguments)
    {
        try
        {
            await ToolProcess.RunAsync(RealTools.TemporalCli!, [.. arguments, "--address", Address]);
            return true;
        }
        catch (InvalidOperationException)
        {
            // Not ready yet; the caller tries again, and says what is missing if it stays so.
            return false;
        }
    }
}
