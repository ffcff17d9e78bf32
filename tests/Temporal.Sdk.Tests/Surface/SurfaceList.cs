using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Surface;

/// <summary>Reads the lists beside this file: a type a line, its members indented below it.</summary>
internal static class SurfaceList
{
    public static SortedDictionary<string, SortedSet<string>> Read(params string[] files)
    {
        var result = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var members = new SortedSet<string>();
        foreach (var line in files.SelectMany(f => File.ReadLines(Path.Combine(RealTools.Root, "tests/Temporal.Sdk.Tests/Surface", f))).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] == ' ')
            {
                members.Add(line.Trim());
            }
            else if (!result.TryGetValue(line, out members!))
            {
                result[line] = members = new SortedSet<string>(StringComparer.Ordinal);
            }
        }

        return result;
    }

    public static string NameOf(string type) => type.Split(" : ")[0].Split(' ')[^1];

    /// <summary>Whether ours is the same kind of type, with no base or interface that theirs lacks.</summary>
    public static bool Declares(string theirs, string ours) => theirs.Split(" : ")[0] == ours.Split(" : ")[0] && !Bases(ours).Except(Bases(theirs)).Any();

    private static IEnumerable<string> Bases(string type) => type.Split(" : ").Skip(1).SelectMany(b => b.Split(", "));
}
