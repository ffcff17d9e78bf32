using Vibe.Core.Builds;

namespace Vibe.Workflows.Capacity;

/// <summary>Asks for a slot; asking twice with the same id is asking once.</summary>
public sealed record LeaseRequest
{
    /// <summary>Unique per request: the build's id and a number.</summary>
    public required string LeaseId { get; init; }

    /// <summary>Who asks.</summary>
    public required BuildId BuildId { get; init; }

    /// <summary>The pool's settings as the asking worker is configured; the pool takes them.</summary>
    public PoolSettings? Settings { get; init; }
}
