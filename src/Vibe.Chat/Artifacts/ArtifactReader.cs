using System.Text;
using Vibe.Core.Artifacts;
using Vibe.Core.Cards;
using Vibe.Data.Artifacts;

namespace Vibe.Chat.Artifacts;

internal sealed class ArtifactReader(IArtifactStore store) : IArtifactReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public async Task<ArtifactView?> ReadAsync(ActionTarget target, CancellationToken cancellationToken)
    {
        if (target.Digest is not { } digest
            || !await store.BelongsAsync(digest, target.BuildId, cancellationToken)
            || await store.ReadManifestAsync(digest, cancellationToken) is not { } manifest)
        {
            return null;
        }

        var files = new List<ArtifactFileView>(manifest.Files.Count);
        foreach (var file in manifest.Files)
        {
            var content = await store.GetAsync(file.Digest, cancellationToken)
                ?? throw new InvalidDataException($"The file {file.Path} of the artifact {digest.Abbreviated} is not stored any more. Restore the database from a backup.");
            files.Add(new ArtifactFileView(file, content, AsText(content)));
        }

        return new ArtifactView(digest, target.Round, files) { BuildId = target.BuildId };
    }

    public Task<byte[]?> ReadContentAsync(ArtifactDigest digest, CancellationToken cancellationToken) => store.GetAsync(digest, cancellationToken);

    private static string? AsText(byte[] content)
    {
        try
        {
            return content.Contains((byte)0) ? null : Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
