using System.Text;
using System.Text.Json;
using Vibe.Activities.Calls;
using Vibe.Core.Artifacts;
using Vibe.Core.Generation;
using Vibe.Core.Reviews;
using Vibe.Data.Artifacts;
using Vibe.Data.Texts;

namespace Vibe.Activities.Generation;

/// <summary>Fetches what histories refer to: requests, feedback, files and reviews.</summary>
internal sealed class PromptMaterial(ITextStore texts, IArtifactStore artifacts)
{
    public async Task<string> TextAsync(StoredText text, string what, CancellationToken cancellationToken) =>
        await texts.GetAsync(text.Digest, cancellationToken) ?? throw ModelFailures.Missing(what);

    public async Task<IReadOnlyList<string>> TextsAsync(IReadOnlyList<StoredText> stored, string what, CancellationToken cancellationToken)
    {
        var result = new List<string>();
        foreach (var text in stored)
        {
            result.Add(await TextAsync(text, what, cancellationToken));
        }

        return result;
    }

    public async Task<ArtifactManifest> ManifestAsync(ArtifactDigest digest, CancellationToken cancellationToken) =>
        await artifacts.ReadManifestAsync(digest, cancellationToken) ?? throw ModelFailures.Missing($"The result {digest.Abbreviated}");

    /// <summary>The bytes of a file, which have the digest that the manifest says.</summary>
    public async Task<byte[]> ContentAsync(ArtifactFile file, CancellationToken cancellationToken) =>
        await artifacts.GetAsync(file.Digest, cancellationToken) ?? throw ModelFailures.Missing($"The file {file.Digest.Abbreviated}");

    public async Task<IReadOnlyList<GeneratedFile>> FilesAsync(ArtifactDigest? draft, CancellationToken cancellationToken)
    {
        if (draft is not { } digest)
        {
            return [];
        }

        var files = new List<GeneratedFile>();
        foreach (var file in (await ManifestAsync(digest, cancellationToken)).Files)
        {
            files.Add(new GeneratedFile(file.Path, Encoding.UTF8.GetString(await ContentAsync(file, cancellationToken))));
        }

        return files;
    }

    /// <summary>The stored review, or <see langword="null"/> where there was none.</summary>
    public async Task<ReviewSummary?> ReviewAsync(ArtifactDigest? review, CancellationToken cancellationToken)
    {
        if (review is not { } digest)
        {
            return null;
        }

        var json = await texts.GetAsync(digest, cancellationToken) ?? throw ModelFailures.Missing("The review");
        return JsonSerializer.Deserialize<ReviewSummary>(json) ?? throw ModelFailures.Missing("The review");
    }
}
