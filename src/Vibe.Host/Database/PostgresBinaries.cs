namespace Vibe.Host.Database;

/// <summary>A folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="MajorVersion">The server's major version, as in <c>PG_VERSION</c>.</param>
internal sealed record PostgresBinaries(string Folder, int MajorVersion)
{
    private static readonly string[] Required = ["initdb", "pg_ctl", "postgres"];

    /// <summary>The path of a program in the folder.</summary>
    public string PathOf(string program) => System.IO.Path.Combine(Folder, Executable(program));

    /// <summary>The newest binaries on this machine, or those of the version that a cluster was made with.</summary>
    /// <param name="clusterVersion">The content of <c>PG_VERSION</c>, where a cluster exists.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static async Task<PostgresBinaries?> FindAsync(int? clusterVersion, CancellationToken cancellationToken)
    {
        var found = new List<PostgresBinaries>();
        foreach (var folder in Candidates().Distinct(StringComparer.Ordinal))
        {
            if (await ProbeAsync(folder, cancellationToken) is { } binaries)
            {
                found.Add(binaries);
            }
        }

        return found.Where(b => clusterVersion is null || b.MajorVersion == clusterVersion).MaxBy(b => b.MajorVersion);
    }

    /// <summary>The binaries in this folder, or <see langword="null"/> where one is missing or does not run.</summary>
    public static async Task<PostgresBinaries?> ProbeAsync(string folder, CancellationToken cancellationToken)
    {
        if (Required.Any(p => !File.Exists(System.IO.Path.Combine(folder, Executable(p)))))
        {
            return null;
        }

        var answer = await ToolProcess.RunAsync(System.IO.Path.Combine(folder, Executable("postgres")), ["--version"], null, cancellationToken);
        return answer.ExitCode == 0 && ParseVersion(answer.Output) is { } version ? new PostgresBinaries(folder, version) : null;
    }

    /// <summary>Reads the major version of <c>postgres (PostgreSQL) 15.18 (…)</c>.</summary>
    internal static int? ParseVersion(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(words, "(PostgreSQL)");
        var digits = at >= 0 && at + 1 < words.Length ? new string([.. words[at + 1].TakeWhile(char.IsAsciiDigit)]) : "";
        return int.TryParse(digits, out var version) ? version : null;
    }

    private static IEnumerable<string> Candidates()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return folder;
        }

        string[] parents = OperatingSystem.IsWindows()
            ? [System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL")]
            : ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt", "/Library/PostgreSQL", "/Applications/Postgres.app/Contents/Versions"];
        foreach (var version in parents.Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories))
        {
            yield return System.IO.Path.Combine(version, "bin");
        }

        yield return "/usr/local/pgsql/bin";
    }

    private static string Executable(string program) => OperatingSystem.IsWindows() ? program + ".exe" : program;
}
