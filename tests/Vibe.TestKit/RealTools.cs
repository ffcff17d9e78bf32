namespace Vibe.TestKit;

/// <summary>Finds real programs to test against. They are no part of the product; tests that need one skip where it is absent.</summary>
public static class RealTools
{
    /// <summary>Gets the Temporal command line: from TEMPORAL_CLI, from the tools beside the repository, or from PATH.</summary>
    public static string? TemporalCli { get; } =
        FromVariable("TEMPORAL_CLI") ?? FromToolsFolder("temporal/temporal") ?? FromPath("temporal");

    /// <summary>Gets the script that starts the Temporal server as a cluster runs it.</summary>
    public static string? TemporalServer { get; } = FromVariable("TEMPORAL_SERVER_START") ?? FromToolsFolder("temporal-server/start");

    /// <summary>Gets the program that checks a Temporal service with the official Go SDK.</summary>
    public static string? TemporalPeer { get; } = FromVariable("TEMPORAL_PEER") ?? FromToolsFolder("temporal-peer/temporal-peer");

    /// <summary>Gets Ollama.</summary>
    public static string? Ollama { get; } = FromVariable("OLLAMA_CLI") ?? FromToolsFolder("ollama/ollama") ?? FromPath("ollama");

    /// <summary>Gets the script that creates the model "tiny" on a running Ollama.</summary>
    public static string? OllamaCreateTiny { get; } = FromToolsFolder("ollama/create-tiny");

    /// <summary>Gets Node.js.</summary>
    public static string? Node { get; } = FromPath("node");

    /// <summary>Gets the folder with the programs of PostgreSQL, newest first: the machine's, or the one on PATH.</summary>
    public static string? PostgresBin { get; } = FindPostgres();

    /// <summary>Gets the root of the repository.</summary>
    public static string Root => FindRoot();

    /// <summary>Finds a tool beside the repository, for example ollama/ollama; null where it is absent.</summary>
    public static string? Find(string tool) => FromToolsFolder(tool);

    /// <summary>Gives the reason to skip with where a tool is absent.</summary>
    public static string Absent(string tool) => $"The real tool '{tool}' is not on this machine.";

    private static string? FromVariable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } path && File.Exists(path) ? path : null;

    private static string? FromToolsFolder(string relative)
    {
        // Beside the repository; a work tree may stand one folder deeper.
        foreach (var up in (string[])["..", "../.."])
        {
            var path = Path.GetFullPath(Path.Combine(FindRoot(), up, "shared/tools", relative));
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static string? FromPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static string? FindPostgres()
    {
        const string Debian = "/usr/lib/postgresql";
        var installed = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian)
                .OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var version) ? version : 0)
                .Select(d => Path.Combine(d, "bin"))
                .FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            : null;
        return installed ?? Path.GetDirectoryName(FromPath("initdb"));
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Bot.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has Bot.sln.");
    }
}
