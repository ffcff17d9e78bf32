using Vibe.Core.Builds;

namespace Vibe.Workflows.Capacity;

/// <summary>Builds that ended without giving back what they had.</summary>
public sealed record OwnersGone
{
    /// <summary>The builds.</summary>
    public required IReadOnlyList<BuildId> BuildIds { get; init; }
}
