namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>A step of a random program.</summary>
public sealed record ProgramStep
{
    /// <summary>A time that never comes.</summary>
    public const int Never = 3_600_000;

    public required int Id { get; init; }

    public required StepKind Kind { get; init; }

    /// <summary>What it does, within its kind.</summary>
    public int Choice { get; init; }

    /// <summary>Milliseconds.</summary>
    public int Time { get; init; }

    /// <summary>After how many milliseconds it is cancelled; below zero never, zero in the moment of the call.</summary>
    public int CancelAfter { get; init; } = -1;

    /// <summary>The cancellation type of its call.</summary>
    public int CancellationType { get; init; }

    /// <summary>The close policy of its child.</summary>
    public int ClosePolicy { get; init; }

    public IReadOnlyList<ProgramStep> Steps { get; init; } = [];
}
