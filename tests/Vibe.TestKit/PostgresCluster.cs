using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Vibe.TestKit;

/// <summary>A private PostgreSQL server of this test process: made on first use, gone with the process. Nothing in it is durable.</summary>
public sealed class PostgresCluster
{
    private const string Prefix = "vibe-test-pg-";
    private const string User = "vibe";
    private const string StartPatience = "180";
    private static readonly Lazy<Task<PostgresCluster>> Shared = new(() => StartAsync(keepsCommits: false));
    private static int databases;

    private readonly string folder;
    private readonly int port;
    private readonly string settings;

    private PostgresCluster(string folder, int port, string settings)
    {
        this.settings = settings;
        this.folder = folder;
        this.port = port;
    }

    /// <summary>Gets why there is none, or null where there is one.</summary>
    public static string? SkipReason { get; } = OperatingSystem.IsWindows() || RealTools.PostgresBin is null
        ? "PostgreSQL's programs are not installed (initdb, pg_ctl; Debian: apt install postgresql)"
        : null;

    /// <summary>Gets the port that it listens on, on loopback.</summary>
    public int Port => port;

    /// <summary>Gets the name of its administrator, who needs no password.</summary>
    public string Administrator => User;

    /// <summary>Gets the cluster of this process.</summary>
    public static Task<PostgresCluster> SharedAsync() => Shared.Value;

    /// <summary>Starts a cluster of its own that a test may stop and start again: what was committed survives that.</summary>
    public static Task<PostgresCluster> StartOwnAsync() => StartAsync(keepsCommits: true);

    /// <summary>Stops the server at once, as a crash would.</summary>
    public Task StopAsync() => RunAsync("pg_ctl", "-D", folder, "-m", "immediate", "-w", "stop");

    /// <summary>Starts the server again on the same port.</summary>
    public Task RestartAsync() => RunAsync("pg_ctl", "-D", folder, "-l", Path.Combine(folder, "server.log"), "-w", "-t", StartPatience, "-o", settings, "start");

    /// <summary>Stops the server for good and removes its files.</summary>
    public void End() => End(folder);

    /// <summary>Creates an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"t{Interlocked.Increment(ref databases)}";
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres", pooling: false));

        // The template that nobody connects to: the other one cannot be copied while the server itself cleans it up.
        await using var command = source.CreateCommand($"CREATE DATABASE {name} TEMPLATE template0");
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name, pooling: true);
    }

    /// <summary>Makes the connection string of a database.</summary>
    public string ConnectionString(string database, bool pooling = true) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = User,
        Database = database,
        Pooling = pooling,
        MaxPoolSize = 40,
    }.ConnectionString;

    private static async Task<PostgresCluster> StartAsync(bool keepsCommits)
    {
        EndOrphans();
        var folder = Path.Combine(Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}");

        // initdb makes the folder, so that it belongs to the user that the server runs as.
        await RunAsync("initdb", "-D", folder, "--auth=trust", $"--username={User}", "--encoding=UTF8", "--locale=C", "--no-sync");
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort.Next();
            try
            {
                var settings = $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c full_page_writes=off -c synchronous_commit={(keepsCommits ? "on" : "off")} -c max_connections=300 -c shared_buffers=64MB";
                await RunAsync("pg_ctl", "-D", folder, "-l", Path.Combine(folder, "server.log"), "-w", "-t", StartPatience, "-o", settings, "start");
                var cluster = new PostgresCluster(folder, port, settings);
                AppDomain.CurrentDomain.ProcessExit += (_, _) => End(cluster.folder);
                return cluster;
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // Someone else took the port in between.
                continue;
            }
        }
    }

    // Test processes that were killed could not stop theirs.
    private static void EndOrphans()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (int.TryParse(owner, CultureInfo.InvariantCulture, out var id) && !IsRunning(id))
            {
                End(folder);
            }
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void End(string folder)
    {
        using var process = Process.Start(NewStartInfo("pg_ctl", ["-D", folder, "-m", "immediate", "-w", "stop"]));
        process?.WaitForExit();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another user's leftovers; they are in the machine's temp folder.
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(NewStartInfo(program, arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await error}{await output}");
        }
    }

    private static ProcessStartInfo NewStartInfo(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(RealTools.PostgresBin!, program), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };

        // PostgreSQL refuses to run as root.
        if (OperatingSystem.IsLinux() && Environment.UserName == "root")
        {
            start.UserName = File.ReadLines("/etc/passwd").Any(l => l.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";
        }

        return start;
    }
}
