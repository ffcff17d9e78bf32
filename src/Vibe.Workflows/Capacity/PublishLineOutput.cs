namespace Vibe.Workflows.Capacity;

/// <summary>What was published.</summary>
public sealed record PublishLineOutput
{
    /// <summary>The revision, at least the one that was asked for.</summary>
    public required long Revision { get; init; }
}
