namespace Vibe.Workflows.Builds;

/// <summary>The limits and times of a build, fixed when it starts.</summary>
public sealed record BuildSettings
{
    /// <summary>The capacity pool that grants the slot.</summary>
    public string Pool { get; init; } = "default";

    /// <summary>How often blocking findings are mended before people are asked.</summary>
    public int MaxFixRounds { get; init; } = 2;

    /// <summary>How long the review may take; after that people are asked without it, and the card says so.</summary>
    public TimeSpan ReviewLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one call of the model may take.</summary>
    public TimeSpan GenerationLimit { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a worker may be silent before its work is given to another.</summary>
    public TimeSpan HeartbeatLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a stage is tried before the build is parked.</summary>
    public int AttemptsPerStage { get; init; } = 4;

    /// <summary>The pause before the second attempt; it doubles each time.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long people may take to decide; <see langword="null"/> takes the project's policy (7 days by default).</summary>
    public TimeSpan? ApprovalDeadline { get; init; }

    /// <summary>How long a parked build waits for Retry or Discard before it is given up.</summary>
    public TimeSpan ParkedLimit { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The history length at which a build continues as new when its next round begins.</summary>
    public int ContinueAfterEvents { get; init; } = 2_000;
}
