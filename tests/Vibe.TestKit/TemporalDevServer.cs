namespace Vibe.TestKit;

/// <summary>The official development server on a free port. <see cref="SharedAsync" /> gives one for the whole test process.</summary>
public sealed class TemporalDevServer : IAsyncDisposable
{
    private const int Attempts = 3;

    private static readonly Lazy<Task<TemporalDevServer>> Shared = new(() => StartAsync());

    private readonly string? databaseFile;
    private ToolProcess process;

    private TemporalDevServer(ToolProcess process, int port, string? databaseFile)
    {
        this.process = process;
        this.databaseFile = databaseFile;
        Port = port;
    }

    /// <summary>Gets why there is none, or null where there is one.</summary>
    public static string? SkipReason { get; } = RealTools.TemporalCli is null
        ? "The Temporal command line was not found; set TEMPORAL_CLI or put it on PATH"
        : null;

    /// <summary>Gets the port.</summary>
    public int Port { get; }

    /// <summary>Gets the address, host:port.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>Gets a value indicating whether it is gone, stopped or by itself.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>Gets the server of this process.</summary>
    public static Task<TemporalDevServer> SharedAsync() => Shared.Value;

    /// <summary>Starts a server of its own.</summary>
    /// <param name="databaseFile">Where it keeps its state over restarts; null for memory.</param>
    public static async Task<TemporalDevServer> StartAsync(string? databaseFile = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort.Next();
            var server = new TemporalDevServer(Launch(port, databaseFile), port, databaseFile);
            try
            {
                await server.ReadyAsync();
                return server;
            }
            catch (InvalidOperationException) when (attempt < Attempts)
            {
                // Someone else took the port, or one of those that it chooses itself, in between.
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>Ends the server as a crash would; <see cref="RestartAsync" /> brings it back.</summary>
    public ValueTask StopAsync() => process.DisposeAsync();

    /// <summary>Starts the server again on the same port.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        process = Launch(Port, databaseFile);
        await ReadyAsync();
    }

    /// <summary>Runs the command line against this server.</summary>
    public Task<string> CliAsync(params string[] arguments) => TemporalCommandLine.RunAsync(Address, arguments);

    /// <summary>Asks whether it answers.</summary>
    public Task<bool> ServesAsync() => GrpcProbe.ServesNamespaceAsync(Address, "default");

    /// <inheritdoc />
    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static ToolProcess Launch(int port, string? databaseFile)
    {
        var arguments = new List<string> { "server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", $"{port}", "--log-level", "error" };
        if (databaseFile is not null)
        {
            arguments.AddRange(["--db-filename", databaseFile]);
        }

        foreach (var (name, type) in TemporalSearchAttributes.All)
        {
            arguments.AddRange(["--search-attribute", $"{name}={type}"]);
        }

        return ToolProcess.StartServer(RealTools.TemporalCli!, arguments);
    }

    private Task ReadyAsync() => Eventually.TrueAsync(
        () => process.HasExited
            ? throw new InvalidOperationException($"The development server ended: {process.Output}")
            : ServesAsync(),
        "the development server serves the namespace default");
}
