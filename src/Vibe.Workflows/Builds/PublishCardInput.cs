namespace Vibe.Workflows.Builds;

/// <summary>Declares what the thread should show; the highest revision wins, so it may be done twice and late.</summary>
public sealed record PublishCardInput
{
    /// <summary>The state.</summary>
    public required CardState Card { get; init; }

    /// <summary>Grows with every declaration.</summary>
    public required long Revision { get; init; }
}
