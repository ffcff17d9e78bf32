using Vibe.Core.Artifacts;
using Vibe.Core.Builds;

namespace Vibe.Data.Texts;

/// <summary>Requests, feedback, prompts and answers: what people and models say, kept out of workflow histories, under the digest of the text in UTF-8.</summary>
public interface ITextStore
{
    /// <summary>The most characters that one text may have: 4,000,000.</summary>
    const int MaxLength = 4_000_000;

    /// <summary>Keeps a text for a build; keeping it again changes nothing. Half a surrogate pair becomes U+FFFD.</summary>
    /// <exception cref="ArgumentException">The text is longer than <see cref="MaxLength"/>.</exception>
    Task<StoredText> PutAsync(BuildId build, TextKind kind, string text, CancellationToken cancellationToken);

    /// <summary>The text with this digest, or <see langword="null"/> where it is not stored.</summary>
    /// <exception cref="InvalidDataException">The stored text does not have the digest under which it is kept.</exception>
    Task<string?> GetAsync(ArtifactDigest digest, CancellationToken cancellationToken);

    /// <summary>The texts of a build of one kind, in the order in which they were kept first.</summary>
    Task<IReadOnlyList<StoredText>> ListAsync(BuildId build, TextKind kind, CancellationToken cancellationToken);
}
