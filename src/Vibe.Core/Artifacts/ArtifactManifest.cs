using System.Globalization;
using System.Text;

namespace Vibe.Core.Artifacts;

/// <summary>
/// The list of an artifact's files. Its canonical bytes are a first line <c>vibe-manifest 1</c> and one line <c>digest size path</c> per file in the ordinal order of the paths,
/// each ended by a line feed, in UTF-8; the digest of these bytes is the artifact's, so it binds every path, size and content.
/// </summary>
public sealed class ArtifactManifest
{
    private const string FirstLine = "vibe-manifest 1";

    private ArtifactManifest(IReadOnlyList<ArtifactFile> files)
    {
        Files = files;
        Bytes = Encoding.UTF8.GetBytes(ToText(files));
        Digest = ArtifactDigest.Of(Bytes.Span);
    }

    /// <summary>In the order of their paths.</summary>
    public IReadOnlyList<ArtifactFile> Files { get; }

    /// <summary>The canonical bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The artifact's digest.</summary>
    public ArtifactDigest Digest { get; }

    /// <summary>Makes the manifest of these files.</summary>
    /// <exception cref="ArgumentException">No files, a path twice, or a path with a line feed.</exception>
    public static ArtifactManifest Of(IEnumerable<ArtifactFile> files)
    {
        var sorted = files.OrderBy(f => f.Path, StringComparer.Ordinal).ToList();
        if (sorted.Count == 0 || sorted.Exists(f => f.Path.Contains('\n', StringComparison.Ordinal)) || sorted.Zip(sorted.Skip(1)).Any(p => p.First.Path == p.Second.Path))
        {
            throw new ArgumentException("A manifest needs files with different paths without line feeds.", nameof(files));
        }

        return new ArtifactManifest(sorted);
    }

    /// <summary>Reads canonical bytes.</summary>
    /// <exception cref="FormatException">The bytes are no manifest.</exception>
    public static ArtifactManifest Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        if (lines is not [FirstLine, .. var middle, ""] || middle.Length == 0)
        {
            throw new FormatException("The stored content is not an artifact's manifest.");
        }

        var manifest = new ArtifactManifest([.. middle.Select(ParseLine)]);
        return manifest.Bytes.Span.SequenceEqual(bytes) ? manifest : throw new FormatException("The manifest is not in its canonical form.");
    }

    /// <summary>The summary that people see of one round.</summary>
    public ArtifactSummary ToSummary(int round) => new(Digest, round, Files);

    private static ArtifactFile ParseLine(string line)
    {
        var parts = line.Split(' ', 3);
        return parts.Length == 3 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? new ArtifactFile(parts[2], size, new ArtifactDigest(parts[0]))
            : throw new FormatException("A line of the manifest is not of the form \"digest size path\".");
    }

    private static string ToText(IReadOnlyList<ArtifactFile> files)
    {
        var text = new StringBuilder(FirstLine).Append('\n');
        foreach (var file in files)
        {
            text.Append(file.Digest.Value).Append(' ').Append(file.Size.ToString(CultureInfo.InvariantCulture)).Append(' ').Append(file.Path).Append('\n');
        }

        return text.ToString();
    }
}
