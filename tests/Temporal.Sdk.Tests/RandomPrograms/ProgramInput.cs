namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>The input of a run of a random program.</summary>
public sealed record ProgramInput
{
    /// <summary>What each run of the chain does.</summary>
    public required IReadOnlyList<ProgramStep> Parts { get; init; }

    public required ProgramEnd End { get; init; }

    /// <summary>Whether it waits for its message handlers before it ends.</summary>
    public bool WaitsForHandlers { get; init; } = true;

    /// <summary>Whether workers die, so that activities may be lost.</summary>
    public bool IsHarsh { get; init; }

    /// <summary>What the runs before saw.</summary>
    public IReadOnlyList<string> Trace { get; init; } = [];
}
