using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Vibe.Data.Leases;

/// <summary>
/// The name under which this process leases rows: machine and boot, process, and one of its own. From another process's name it can be told whether that process has ended, as far as
/// this one can see: within one boot of one machine and one set of process ids (a container has its own).
/// </summary>
internal sealed class LeaseHolder : IDisposable
{
    private static readonly ConcurrentDictionary<string, bool> s_ofThisProcess = new(StringComparer.Ordinal);
    private readonly string _scope;
    private readonly int _process;

    public LeaseHolder()
        : this(ReadScope(), Environment.ProcessId)
    {
    }

    internal LeaseHolder(string scope, int process)
    {
        _scope = scope;
        _process = process;
        Name = string.Create(CultureInfo.InvariantCulture, $"{scope}/{process}/{Guid.NewGuid():N}");
        s_ofThisProcess[Name] = true;
    }

    /// <summary>The name of this process.</summary>
    public string Name { get; }

    /// <summary>Whether the process of that name has certainly ended. False where it cannot be told: its leases then end by their time.</summary>
    public bool HasEnded(string holder)
    {
        var parts = holder.Split('/');
        if (parts.Length != 3 || parts[0] != _scope || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var process))
        {
            return false;
        }

        // This process has the id now, so whoever had it before is gone. An id that somebody else was given since only makes us wait.
        return process == _process ? !s_ofThisProcess.ContainsKey(holder) : !IsRunning(process);
    }

    /// <summary>The name is used no more.</summary>
    public void Dispose() => s_ofThisProcess.TryRemove(Name, out _);

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It is there but does not let us look.
            return true;
        }
    }

    private static string ReadScope()
    {
        const string Boot = "/proc/sys/kernel/random/boot_id";
        const string Ids = "/proc/self/ns/pid";
        var boot = File.Exists(Boot) ? File.ReadAllText(Boot).Trim() : string.Empty;
        var ids = OperatingSystem.IsLinux() ? new FileInfo(Ids).LinkTarget ?? string.Empty : string.Empty;
        return $"{Environment.MachineName} {boot} {ids}".Replace('/', '_').Trim();
    }
}
