using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Identity;

namespace Vibe.Workflows.Builds;

/// <summary>An accepted decision or an end, for the audit log; refused attempts are written by the caller.</summary>
public sealed record AuditInput
{
    /// <summary>Unique per entry, so that writing twice leaves one.</summary>
    public required string Key { get; init; }

    /// <summary>The build.</summary>
    public required BuildId BuildId { get; init; }

    /// <summary>For example <c>Approve</c>, <c>Cancel</c>, <c>Expired</c>, <c>Delivered</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Who; <see langword="null"/> where nobody did it (expiry).</summary>
    public UserRef? By { get; init; }

    /// <summary>When it took effect.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The round.</summary>
    public int Round { get; init; }

    /// <summary>The artifact.</summary>
    public ArtifactDigest? Digest { get; init; }

    /// <summary>The feedback or reason.</summary>
    public StoredText? Reason { get; init; }
}
