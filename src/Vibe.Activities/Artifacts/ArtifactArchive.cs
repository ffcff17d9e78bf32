using System.Globalization;
using System.IO.Compression;
using System.Text;
using Vibe.Core.Artifacts;

namespace Vibe.Activities.Artifacts;

/// <summary>
/// The archive that is delivered: the files under one folder, the canonical manifest whose SHA-256 is the approved digest, and checksums for <c>sha256sum -c SHA256SUMS</c>.
/// The same artifact always makes the same bytes.
/// </summary>
internal static class ArtifactArchive
{
    /// <summary>The folder of the files inside the archive.</summary>
    public const string Folder = "files";

    /// <summary>The manifest inside the archive.</summary>
    public const string Manifest = "MANIFEST";

    /// <summary>The checksums inside the archive.</summary>
    public const string Checksums = "SHA256SUMS";

    // The first moment that the format can express; a true time would make other bytes each time.
    private static readonly DateTimeOffset s_time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // A regular file that its owner may write and everybody may read.
    private const int Mode = 0x81A4 << 16;

    public static byte[] Pack(ArtifactManifest manifest, IReadOnlyList<byte[]> contents)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            Add(archive, Manifest, manifest.Bytes.Span);
            Add(archive, Checksums, Encoding.UTF8.GetBytes(ChecksumsOf(manifest)));
            for (var i = 0; i < manifest.Files.Count; i++)
            {
                Add(archive, $"{Folder}/{manifest.Files[i].Path}", contents[i]);
            }
        }

        return stream.ToArray();
    }

    private static string ChecksumsOf(ArtifactManifest manifest)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{manifest.Digest}  {Manifest}\n");
        foreach (var file in manifest.Files)
        {
            text.Append(CultureInfo.InvariantCulture, $"{file.Digest}  {Folder}/{file.Path}\n");
        }

        return text.ToString();
    }

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> content)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = s_time;
        entry.ExternalAttributes = Mode;
        using var target = entry.Open();
        target.Write(content);
    }
}
