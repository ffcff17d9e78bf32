using Vibe.Core.Artifacts;
using Vibe.Core.Builds;

namespace Vibe.Data.Artifacts;

/// <summary>Content under its SHA-256, and manifests that bind files together.</summary>
public interface IArtifactStore
{
    /// <summary>Stores the files of one round and the manifest that lists them; storing the same again changes nothing and returns the same digest.</summary>
    Task<ArtifactSaved> SaveAsync(BuildId build, int round, IReadOnlyList<ArtifactContent> files, CancellationToken cancellationToken);

    /// <summary>The manifest with this digest; <see langword="null"/> where it is not stored.</summary>
    /// <exception cref="InvalidDataException">The stored bytes do not have the digest under which they are kept.</exception>
    /// <exception cref="FormatException">What is stored under the digest is no manifest.</exception>
    Task<ArtifactManifest?> ReadManifestAsync(ArtifactDigest digest, CancellationToken cancellationToken);

    /// <summary>Whether this manifest belongs to this build: who sees one build may not read another's by its digest.</summary>
    Task<bool> BelongsAsync(ArtifactDigest digest, BuildId build, CancellationToken cancellationToken);

    /// <summary>Stores bytes of any kind, such as the archive that is delivered.</summary>
    Task<ArtifactDigest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>The bytes with this digest, checked against it; <see langword="null"/> where they are not stored.</summary>
    /// <exception cref="InvalidDataException">The stored bytes do not have the digest under which they are kept.</exception>
    Task<byte[]?> GetAsync(ArtifactDigest digest, CancellationToken cancellationToken);
}
