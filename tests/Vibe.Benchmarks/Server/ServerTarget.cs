using Vibe.TestKit;

namespace Vibe.Benchmarks.Server;

/// <summary>A Temporal service under measurement.</summary>
internal sealed class ServerTarget(string name, string address, ProcessTree processes, params IAsyncDisposable[] parts) : IAsyncDisposable
{
    private static readonly string[] Unthrottled = ["matching.rps", "frontend.rps", "frontend.namespaceRPS", "history.rps"];

    /// <summary>All that can be measured here, by name.</summary>
    public static IReadOnlyDictionary<string, Func<Task<ServerTarget>>> All { get; } = new Dictionary<string, Func<Task<ServerTarget>>>
    {
        ["ours-postgres"] = StartOursOnPostgresAsync,
        ["ours-memory"] = StartOursInMemoryAsync,
        ["real-postgres"] = StartRealOnPostgresAsync,
        ["dev-memory"] = () => StartDevAsync("dev-memory", null),
        ["dev-file"] = () => StartDevAsync("dev-file", Path.Combine(Path.GetTempPath(), $"vibe-bench-{Guid.NewGuid():N}.db")),
    };

    public string Name => name;

    public string Address => address;

    public ProcessTree Processes => processes;

    /// <summary>Starts the embedded service in a process of its own.</summary>
    public static async Task<(ToolProcess Process, string Address)> ServeAsync(string listen, string? connectionString)
    {
        string[] store = connectionString is null ? [] : ["--postgres", connectionString];
        var process = ToolProcess.Start(
            Environment.ProcessPath ?? "dotnet", [.. Self(), "serve", "--listen", listen, .. store]);
        const string Mark = "listening on ";
        await process.LineAsync(Mark);
        var line = process.Output.Split('\n').First(text => text.StartsWith(Mark, StringComparison.Ordinal));
        return (process, line[Mark.Length..].Trim());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in parts)
        {
            await part.DisposeAsync();
        }
    }

    /// <summary>This program: an apphost, or an assembly that dotnet runs.</summary>
    private static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(ServerTarget).Assembly.Location] : [];

    private static async Task<ServerTarget> StartOursOnPostgresAsync()
    {
        var postgres = await DurablePostgres.StartAsync();
        var (process, address) = await ServeAsync("127.0.0.1:0", postgres.ConnectionString);
        return new ServerTarget("ours-postgres", address, new ProcessTree(process.Id, postgres.ProcessId), process, postgres);
    }

    private static async Task<ServerTarget> StartOursInMemoryAsync()
    {
        var (process, address) = await ServeAsync("127.0.0.1:0", null);
        return new ServerTarget("ours-memory", address, new ProcessTree(process.Id), process);
    }

    private static async Task<ServerTarget> StartRealOnPostgresAsync()
    {
        var postgres = await DurablePostgres.StartAsync();
        var port = FreePort.Next(reach: 7);
        var environment = new Dictionary<string, string>
        {
            ["PGHOST"] = "127.0.0.1",
            ["PGPORT"] = $"{postgres.Port}",
            ["PGUSER"] = postgres.Administrator,
            ["PGPASSWORD"] = "unused",
        };
        var process = ToolProcess.Start(Need(RealTools.TemporalServer, "temporal-server"), [$"{port}"], environment);
        var address = $"127.0.0.1:{port}";
        await Eventually.TrueAsync(
            () => SucceedsAsync("operator", "namespace", "create", "-n", "default", "--address", address), "the server starts", TimeSpan.FromMinutes(2));
        await Eventually.TrueAsync(
            () => SucceedsAsync("workflow", "list", "--address", address), "the namespace is known", TimeSpan.FromMinutes(1));
        return new ServerTarget("real-postgres", address, new ProcessTree(process.Id, postgres.ProcessId), process, postgres);
    }

    private static async Task<ServerTarget> StartDevAsync(string name, string? file)
    {
        var port = FreePort.Next(reach: 7);
        string[] store = file is null ? [] : ["--db-filename", file];
        var process = ToolProcess.Start(
            Need(RealTools.TemporalCli, "temporal"),
            ["server", "start-dev", "--headless", "--port", $"{port}", "--log-level", "error", .. store, .. Unthrottled.SelectMany(limit => (string[])["--dynamic-config-value", $"{limit}=100000"])]);
        var address = $"127.0.0.1:{port}";
        await Eventually.TrueAsync(() => SucceedsAsync("workflow", "list", "--address", address), "the server starts", TimeSpan.FromMinutes(1));
        return new ServerTarget(name, address, new ProcessTree(process.Id), process);
    }

    private static async Task<bool> SucceedsAsync(params string[] arguments)
    {
        try
        {
            await ToolProcess.RunAsync(Need(RealTools.TemporalCli, "temporal"), arguments);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Need(string? path, string tool) => path ?? throw new InvalidOperationException(RealTools.Absent(tool));
}
