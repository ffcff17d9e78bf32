using System.Globalization;
using Vibe.Core.Artifacts;
using Vibe.Core.Builds;

namespace Vibe.Core.Cards;

/// <summary>
/// What a button or dialog is bound to: the build, the round and the digest that its card showed. An old card thereby names an old round and is refused.
/// Written <c>build/round/digest</c>; at most 128 characters, well within Slack's 2,000 for a button's value.
/// </summary>
/// <param name="BuildId">The build.</param>
/// <param name="Round">The round that was shown; 0 before the first result.</param>
/// <param name="Digest">The artifact that was shown, or <see langword="null"/> before the first result.</param>
public sealed record ActionTarget(BuildId BuildId, int Round, ArtifactDigest? Digest)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out ActionTarget? target)
    {
        target = null;
        var parts = text?.Split('/');
        if (parts is not [{ Length: > 0 } build, var round, var digest] || !int.TryParse(round, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        target = new ActionTarget(new BuildId(build), number, digest.Length == 0 ? null : new ArtifactDigest(digest));
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => $"{BuildId}/{Round}/{Digest}";
}
