using System.Globalization;

namespace Vibe.Benchmarks.Server;

/// <summary>Processor time and memory of processes and everything they started, read from /proc.</summary>
internal sealed class ProcessTree(params int[] roots)
{
    private const double TicksPerSecond = 100;
    private const int ParentField = 1;
    private const int FirstTimeField = 11;
    private const int TimeFields = 4;

    /// <summary>Seconds of processor time so far, ended children included.</summary>
    public double CpuSeconds() => Members().Sum(id => CpuOf(id));

    /// <summary>Resident megabytes of the first process alone: the server without its database.</summary>
    public double Megabytes()
    {
        foreach (var line in File.ReadLines($"/proc/{roots[0]}/status"))
        {
            if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
            {
                return double.Parse(line["VmRSS:".Length..].Replace("kB", string.Empty, StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) / 1024;
            }
        }

        return 0;
    }

    private HashSet<int> Members()
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && Fields(id) is { } fields)
            {
                parents[id] = int.Parse(fields[ParentField], CultureInfo.InvariantCulture);
            }
        }

        var members = new HashSet<int>(roots);
        bool hasGrown;
        do
        {
            hasGrown = false;
            foreach (var (id, parent) in parents)
            {
                hasGrown |= members.Contains(parent) && members.Add(id);
            }
        }
        while (hasGrown);

        return members;
    }

    private static double CpuOf(int id) =>
        Fields(id) is { } fields
            ? fields.Skip(FirstTimeField).Take(TimeFields).Sum(field => double.Parse(field, CultureInfo.InvariantCulture)) / TicksPerSecond
            : 0;

    /// <summary>The fields behind the name, which may hold anything.</summary>
    private static string[]? Fields(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
