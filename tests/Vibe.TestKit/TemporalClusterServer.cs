namespace Vibe.TestKit;

/// <summary>The Temporal server as a cluster runs it, on this process's private PostgreSQL.</summary>
public sealed class TemporalClusterServer : IAsyncDisposable
{
    // The server's inner ports are at fixed distances above this one.
    private const int HighestPort = 32760;
    private static readonly Lazy<Task<TemporalClusterServer>> Shared = new(StartAsync);

    private readonly ToolProcess process;

    private TemporalClusterServer(ToolProcess process, int port)
    {
        this.process = process;
        Port = port;
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

    /// <summary>Starts a server of its own, with the namespace default and the test search attributes.</summary>
    public static async Task<TemporalClusterServer> StartAsync()
    {
        var cluster = await PostgresCluster.SharedAsync();
        var port = FreePort.NextBelow(HighestPort);
        var environment = new Dictionary<string, string>
        {
            ["PGHOST"] = "127.0.0.1",
            ["PGPORT"] = $"{cluster.Port}",
            ["PGUSER"] = cluster.Administrator,
            ["PGPASSWORD"] = "unused",
        };
        var server = new TemporalClusterServer(ToolProcess.StartServer(RealTools.TemporalServer!, [$"{port}"], environment), port);
        await Eventually.TrueAsync(server.TryCreateNamespaceAsync, $"the server starts; so far: {server.process.Output}", TimeSpan.FromMinutes(2));
        await Eventually.TrueAsync(() => GrpcProbe.ServesNamespaceAsync(server.Address, "default"), "the server serves the namespace default", TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(server.TryAddSearchAttributesAsync, "the server takes the search attributes", TimeSpan.FromMinutes(1));
        return server;
    }

    /// <summary>Runs the command line against this server.</summary>
    public Task<string> CliAsync(params string[] arguments) => ToolProcess.RunAsync(RealTools.TemporalCli!, [.. arguments, "--address", Address]);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => process.DisposeAsync();

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
            await CliAsync(arguments);
            return true;
        }
        catch (InvalidOperationException)
        {
            // Not ready yet; the caller tries again, and says what is missing if it stays so.
            return false;
        }
    }
}
