using Vibe.Core.Builds;

namespace Vibe.Data.Usage;

/// <summary>What one stage of a build took.</summary>
public sealed record UsageEntry
{
    /// <summary>Unique per attempt of a stage, for example <c>build-…/generate/1</c>: recorded again it replaces the first record.</summary>
    public required string Key { get; init; }

    /// <summary>The build.</summary>
    public required BuildId BuildId { get; init; }

    /// <summary>
    /// What took the time: the name of a stage, or <see cref="SlotStage"/> for the whole time that a build held its slot, which expected waits are made of.
    /// </summary>
    public required string Stage { get; init; }

    /// <summary>The pool whose slot was held.</summary>
    public required string Pool { get; init; }

    /// <summary>The model's provider.</summary>
    public required string Provider { get; init; }

    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>Tokens read.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens written.</summary>
    public long OutputTokens { get; init; }

    /// <summary>In US dollars; <see langword="null"/> where the price is not known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The stage name of the time that a build held its slot.</summary>
    public const string SlotStage = "slot";
}
