using Vibe.Core.Artifacts;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Core.Policies;

namespace Vibe.Workflows.Builds;

/// <summary>What somebody wants with a build: a button, a dialog or a command.</summary>
public sealed record DecideInput
{
    /// <summary>Approve, RequestChanges, Reject, Cancel, Retry or Discard.</summary>
    public required CardAction Action { get; init; }

    /// <summary>Who wants it, as the platform vouched for.</summary>
    public required UserRef By { get; init; }

    /// <summary>The round that was shown; not looked at for Cancel, Retry and Discard.</summary>
    public int Round { get; init; }

    /// <summary>The artifact that was shown; not looked at for Cancel, Retry and Discard.</summary>
    public ArtifactDigest? Digest { get; init; }

    /// <summary>The project's policy as it is configured now; <see langword="null"/> where the project is not configured any more, then the one that the build read last holds.</summary>
    public ProjectPolicy? Policy { get; init; }

    /// <summary>The feedback (wanted for RequestChanges) or the reason, stored before.</summary>
    public StoredText? Reason { get; init; }
}
