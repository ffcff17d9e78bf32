using System.Collections.Concurrent;
using System.Reflection;
using System.Text;

namespace Vibe.Models.Sample;

/// <summary>The embedded texts, read once.</summary>
internal static class SampleTemplates
{
    private const string Suffix = ".template";
    private static readonly Assembly s_assembly = typeof(SampleTemplates).Assembly;
    private static readonly ConcurrentDictionary<string, IReadOnlyList<(string Path, string Text)>> s_files = new(StringComparer.Ordinal);

    /// <summary>The files of a blueprint's folder with their placeholders.</summary>
    public static IReadOnlyList<(string Path, string Text)> Of(string folder) => s_files.GetOrAdd(folder, Read);

    private static List<(string Path, string Text)> Read(string folder)
    {
        var files = new List<(string, string)>();
        foreach (var name in s_assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = s_assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is missing.");
            using var reader = new StreamReader(stream, Encoding.UTF8);
            files.Add((name[(folder.Length + 1)..^Suffix.Length], reader.ReadToEnd().ReplaceLineEndings("\n")));
        }

        return files.Count > 0 ? files : throw new InvalidOperationException($"There are no templates in {folder}.");
    }
}
