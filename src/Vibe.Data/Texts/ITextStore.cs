using Vibe.Core.Builds;

namespace Vibe.Data.Texts;

/// <summary>Requests, feedback, prompts and answers: what people and models say, kept out of workflow histories.</summary>
public interface ITextStore
{
    /// <summary>The most characters that one text may have: 4,000,000.</summary>
    const int MaxLength = 4_000_000;

    /// <summary>Keeps a text under a build's key; the same key again replaces it, so that a repeated activity leaves one text.</summary>
    /// <exception cref="ArgumentException">The text is longer than <see cref="MaxLength"/>.</exception>
    Task PutAsync(BuildId build, string key, string text, CancellationToken cancellationToken);

    /// <summary>The text under the key, or <see langword="null"/> where there is none.</summary>
    Task<string?> GetAsync(BuildId build, string key, CancellationToken cancellationToken);
}
