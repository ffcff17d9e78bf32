using Vibe.Host.Failures;

namespace Vibe.Host.Database;

/// <summary>Resolves the data folder and checks that the database's user can reach it.</summary>
internal static class DataFolder
{
    private const string FallBack = "/var/lib/vibe";

    /// <summary>The folder for these options, absolute.</summary>
    /// <param name="options">The configured options.</param>
    /// <param name="contentRoot">What a relative path is relative to.</param>
    /// <param name="runAs">The user that PostgreSQL will run as, or <see langword="null"/> for the present one.</param>
    /// <exception cref="VibeStartupException">An explicit path lies under a folder that the user may not enter.</exception>
    public static string Resolve(DataOptions options, string contentRoot, string? runAs)
    {
        var path = System.IO.Path.GetFullPath(options.Path ?? "data", contentRoot);
        if (runAs is null || ClosedAncestor(path) is not { } closed)
        {
            return path;
        }

        return options.Path is null
            ? FallBack
            : throw new VibeStartupException(
                $"The private database runs as user '{runAs}', who may not enter '{closed}' on the way to Data:Path '{path}'. " +
                $"Set Data:Path to a folder outside it, or allow passage with: chmod o+x '{closed}'");
    }

    /// <summary>The first existing folder on the way to this path, or the path itself, that others may not enter, or <see langword="null"/>.</summary>
    internal static string? ClosedAncestor(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        string? closed = null;
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
        {
            if (folder.Exists && !folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                closed = folder.FullName;
            }
        }

        return closed;
    }
}
