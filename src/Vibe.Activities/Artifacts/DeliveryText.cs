using System.Globalization;
using System.Text;
using Vibe.Core.Artifacts;
using Vibe.Core.Texts;
using Vibe.Workflows.Builds;

namespace Vibe.Activities.Artifacts;

/// <summary>The words beside a delivered archive, with a preview of small results. Who approved it is told beside them, as the platform names people.</summary>
internal static class DeliveryText
{
    private const int PreviewLength = 2_000;

    public static string For(DeliverInput delivery, ArtifactManifest manifest, IReadOnlyList<byte[]> contents)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Build #{delivery.Number}, round {delivery.Round}: {manifest.Files.Count} {(manifest.Files.Count == 1 ? "file" : "files")}. ");
        text.Append(CultureInfo.InvariantCulture, $"SHA-256 of the manifest: {manifest.Digest}");
        if (manifest.ToSummary(delivery.Round).TotalSize > PreviewLength)
        {
            return text.ToString();
        }

        for (var i = 0; i < manifest.Files.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n\n{manifest.Files[i].Path}\n{Encoding.UTF8.GetString(contents[i])}");
        }

        return TextLimits.Cut(text.ToString(), TextLimits.Notice);
    }
}
