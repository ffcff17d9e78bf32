namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>A signal or an update to a random program.</summary>
public sealed record ProgramMessage
{
    public required string Id { get; init; }

    /// <summary>What the handler does.</summary>
    public ProgramStep? Work { get; init; }

    /// <summary>Whether the validator refuses it.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Whether the handler fails in the end.</summary>
    public bool IsFailing { get; init; }
}
