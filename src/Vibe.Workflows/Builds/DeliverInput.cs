using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Identity;

namespace Vibe.Workflows.Builds;

/// <summary>What was approved, and only that.</summary>
public sealed record DeliverInput
{
    /// <summary>The build.</summary>
    public required BuildId BuildId { get; init; }

    /// <summary>The short id, for the file's name.</summary>
    public required long Number { get; init; }

    /// <summary>The approved artifact.</summary>
    public required ArtifactDigest Digest { get; init; }

    /// <summary>Its round.</summary>
    public required int Round { get; init; }

    /// <summary>Who approved it.</summary>
    public required UserRef ApprovedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset ApprovedAt { get; init; }
}
