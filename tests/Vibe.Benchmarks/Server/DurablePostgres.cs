using System.Diagnostics;
using Npgsql;
using Vibe.TestKit;

namespace Vibe.Benchmarks.Server;

/// <summary>A private PostgreSQL with its own settings, where a commit is on disk when it is acknowledged: what servers are compared on.</summary>
internal sealed class DurablePostgres : IAsyncDisposable
{
    private const string User = "vibe";
    private readonly string _folder;

    private DurablePostgres(string folder, int port)
    {
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    public string Administrator => User;

    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Username={User};Database=postgres";

    /// <summary>The process of the database server.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(_folder, "postmaster.pid")).First());

    public static async Task<DurablePostgres> StartAsync()
    {
        if (PostgresCluster.SkipReason is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        var folder = Path.Combine(Path.GetTempPath(), $"vibe-bench-pg-{Guid.NewGuid():N}");
        var port = FreePort.Next();
        await RunAsync("initdb", "-D", folder, "--auth=trust", $"--username={User}", "--encoding=UTF8", "--locale=C", "--no-sync");
        await RunAsync(
            "pg_ctl", "-D", folder, "-l", Path.Combine(folder, "server.log"), "-w", "-t", "60", "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200", "start");
        return new DurablePostgres(folder, port);
    }

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string name)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("pg_ctl", "-D", _folder, "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(RealTools.PostgresBin ?? string.Empty, program), arguments)
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        if (Environment.UserName == "root")
        {
            start.UserName = "postgres";
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await output}");
        }
    }
}
