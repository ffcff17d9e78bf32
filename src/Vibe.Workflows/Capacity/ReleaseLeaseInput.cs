using Vibe.Core.Builds;

namespace Vibe.Workflows.Capacity;

/// <summary>Gives a lease back to its pool; a pool that does not run has nothing to take back.</summary>
public sealed record ReleaseLeaseInput
{
    /// <summary>The pool.</summary>
    public required string Pool { get; init; }

    /// <summary>Who gives it back.</summary>
    public required BuildId BuildId { get; init; }

    /// <summary>How long it was held; <see langword="null"/> where the build leaves the line.</summary>
    public TimeSpan? HeldFor { get; init; }

    /// <summary>What is given back.</summary>
    public required LeaseRelease Release { get; init; }
}
