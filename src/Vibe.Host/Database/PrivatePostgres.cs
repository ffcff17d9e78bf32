using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Vibe.Host.Failures;

namespace Vibe.Host.Database;

/// <summary>
/// A PostgreSQL cluster of our own under the data folder, on loopback, with a generated password. Several hosts may share the folder: the first starts the server,
/// the others adopt it, the last one that ends stops it. A server that outlived its host (kill -9) is adopted by the next.
/// </summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    private const string User = "vibe";
    private const int MostStarts = 3;
    private readonly PostgresBinaries _binaries;
    private readonly string _root;
    private readonly string? _runAs;
    private readonly FileStream _presence;

    private PrivatePostgres(PostgresBinaries binaries, string root, string? runAs, FileStream presence, string connectionString)
    {
        (_binaries, _root, _runAs, _presence, ConnectionString) = (binaries, root, runAs, presence, connectionString);
    }

    /// <summary>How to connect to the database <c>postgres</c> of the cluster.</summary>
    public string ConnectionString { get; }

    /// <summary>For the list of what is in use: version and folder.</summary>
    public string Description => $"PostgreSQL {_binaries.MajorVersion} (private, in {Cluster(_root)})";

    /// <summary>The user that the server must run as: PostgreSQL refuses root.</summary>
    public static string? UnprivilegedUser()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName != "root")
        {
            return null;
        }

        var users = File.Exists("/etc/passwd") ? File.ReadLines("/etc/passwd").Select(l => l.Split(':')[0]).ToHashSet(StringComparer.Ordinal) : [];
        return users.Contains("postgres") ? "postgres"
            : users.Contains("nobody") ? "nobody"
            : throw new VibeStartupException("PostgreSQL refuses to run as root and there is neither a user 'postgres' nor 'nobody'. Run Vibe as an ordinary user, or set ConnectionStrings:Postgres.");
    }

    /// <summary>Starts the cluster, or adopts the running one.</summary>
    /// <param name="root">The data folder, absolute.</param>
    /// <param name="runAs">The server's user, or <see langword="null"/> for the present one.</param>
    /// <param name="announce">Told what takes long.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="VibeStartupException">It cannot be started; the message has the remedy.</exception>
    public static async Task<PrivatePostgres> StartAsync(string root, string? runAs, Action<string> announce, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(root);
        using var alone = await LockAsync(System.IO.Path.Combine(root, "postgres.starting"), cancellationToken);
        var presence = new FileStream(PresenceFile(root), FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
        try
        {
            var version = ClusterVersion(root);
            var binaries = await FindBinariesAsync(root, version, announce, cancellationToken);
            if (version is null)
            {
                await InitializeAsync(binaries, root, runAs, cancellationToken);
            }

            var port = RunningPort(root, await IsRunningAsync(binaries, root, runAs, cancellationToken))
                ?? await StartServerAsync(binaries, root, runAs, cancellationToken);
            var connectionString = $"Host=127.0.0.1;Port={port};Username={User};Password={await File.ReadAllTextAsync(PasswordFile(root), cancellationToken)};Database=postgres;Maximum Pool Size=60;Include Error Detail=false";
            return new PrivatePostgres(binaries, root, runAs, presence, connectionString);
        }
        catch
        {
            await presence.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the server if no other host uses the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        using var alone = await LockAsync(System.IO.Path.Combine(_root, "postgres.starting"), CancellationToken.None);
        await _presence.DisposeAsync();
        if (!IsLast(PresenceFile(_root)))
        {
            return;
        }

        await StopServerAsync(_binaries, _root, _runAs);
    }

    private static string Cluster(string root) => System.IO.Path.Combine(root, "postgres");

    private static string PasswordFile(string root) => System.IO.Path.Combine(root, "postgres.password");

    private static string PresenceFile(string root) => System.IO.Path.Combine(root, "postgres.hosts");

    private static int? ClusterVersion(string root)
    {
        var file = System.IO.Path.Combine(Cluster(root), "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), out var version) ? version : null;
    }

    private static async Task<PostgresBinaries> FindBinariesAsync(string root, int? version, Action<string> announce, CancellationToken cancellationToken)
    {
        if (await PostgresBinaries.FindAsync(version, cancellationToken) is { } installed)
        {
            return installed;
        }

        var packaged = await PostgresPackage.ProvideAsync(System.IO.Path.Combine(root, "postgres-package"), announce, cancellationToken);
        return version is null || packaged.MajorVersion == version
            ? packaged
            : throw new VibeStartupException(
                $"The database in {Cluster(root)} was made by PostgreSQL {version}, which is not on this machine (found {packaged.MajorVersion}). " +
                $"Install PostgreSQL {version}, or set Data:Path to a new folder.");
    }

    private static async Task InitializeAsync(PostgresBinaries binaries, string root, string? runAs, CancellationToken cancellationToken)
    {
        // Made beside its place and moved there whole: what an interrupted start leaves is never taken for a database.
        var making = System.IO.Path.Combine(root, "postgres.new");
        if (Directory.Exists(making))
        {
            Directory.Delete(making, recursive: true);
        }

        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var passwordForInit = System.IO.Path.Combine(root, "postgres.init");
        var cluster = Directory.CreateDirectory(making).FullName;
        await File.WriteAllTextAsync(passwordForInit, password, cancellationToken);
        try
        {
            Protect(passwordForInit);
            if (runAs is not null)
            {
                await ExpectAsync("chown", [runAs, passwordForInit, cluster], null, "hand the new cluster's folder over", cancellationToken);
            }

            await ExpectAsync(
                binaries.PathOf("initdb"),
                ["-D", cluster, "-U", User, "--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", $"--pwfile={passwordForInit}"],
                runAs,
                "make the private database",
                cancellationToken);
        }
        finally
        {
            File.Delete(passwordForInit);
        }

        await File.WriteAllTextAsync(PasswordFile(root), password, cancellationToken);
        Protect(PasswordFile(root));
        Directory.Move(making, Cluster(root));
    }

    private static async Task<bool> IsRunningAsync(PostgresBinaries binaries, string root, string? runAs, CancellationToken cancellationToken) =>
        (await ToolProcess.RunAsync(binaries.PathOf("pg_ctl"), ["-D", Cluster(root), "status"], runAs, cancellationToken)).ExitCode == 0;

    /// <summary>Line 4 of <c>postmaster.pid</c> is the port.</summary>
    private static int? RunningPort(string root, bool running)
    {
        var file = System.IO.Path.Combine(Cluster(root), "postmaster.pid");
        return running && File.Exists(file) && File.ReadLines(file).ElementAtOrDefault(3) is { } line && int.TryParse(line.Trim(), out var port) ? port : null;
    }

    private static async Task<int> StartServerAsync(PostgresBinaries binaries, string root, string? runAs, CancellationToken cancellationToken)
    {
        var log = System.IO.Path.Combine(Cluster(root), "server.log");
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var settings = string.Create(CultureInfo.InvariantCulture, $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200");
            // Seen through to its end also where somebody gives up waiting: a server that is killed while it starts has to recover next time.
            var answer = await ToolProcess.RunAsync(
                binaries.PathOf("pg_ctl"), ["-w", "-t", "120", "-D", Cluster(root), "-l", log, "-o", settings, "start"], runAs, CancellationToken.None);
            if (cancellationToken.IsCancellationRequested)
            {
                await StopServerAsync(binaries, root, runAs);
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (answer.ExitCode == 0)
            {
                return port;
            }

            // Another program may have taken the port in between.
            if (attempt == MostStarts || IsFree(port))
            {
                throw new VibeStartupException($"The private database in {Cluster(root)} did not start; its log is {log}. pg_ctl said:\n{answer.Output}");
            }
        }
    }

    // Fast: connections are cut, nothing committed is lost.
    private static Task StopServerAsync(PostgresBinaries binaries, string root, string? runAs) =>
        ToolProcess.RunAsync(binaries.PathOf("pg_ctl"), ["-w", "-D", Cluster(root), "-m", "fast", "stop"], runAs, CancellationToken.None);

    private static async Task ExpectAsync(string program, string[] arguments, string? runAs, string purpose, CancellationToken cancellationToken)
    {
        var answer = await ToolProcess.RunAsync(program, arguments, runAs, cancellationToken);
        if (answer.ExitCode != 0)
        {
            throw new VibeStartupException($"Could not {purpose}: {System.IO.Path.GetFileName(program)} said:\n{answer.Output}");
        }
    }

    private static void Protect(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Whether nobody else holds the file: an exclusive opening then succeeds.</summary>
    private static bool IsLast(string presence)
    {
        try
        {
            using var exclusive = new FileStream(presence, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Starting and stopping are for one host at a time.</summary>
    private static async Task<FileStream> LockAsync(string file, CancellationToken cancellationToken)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await pause.WaitForNextTickAsync(cancellationToken);
            }
        }
    }
}
