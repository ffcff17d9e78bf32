using Vibe.Core.Artifacts;
using Vibe.Core.Cards;

namespace Vibe.Chat.Artifacts;

/// <summary>Lets adapters show what is decided on and hand over what was delivered.</summary>
public interface IArtifactReader
{
    /// <summary>The content of exactly the artifact that a card showed; <see langword="null"/> where the target names none, or one that is not of its build.</summary>
    Task<ArtifactView?> ReadAsync(ActionTarget target, CancellationToken cancellationToken);

    /// <summary>Stored bytes by their digest, checked against it, for example a delivered archive; <see langword="null"/> where there are none.</summary>
    Task<byte[]?> ReadContentAsync(ArtifactDigest digest, CancellationToken cancellationToken);
}
