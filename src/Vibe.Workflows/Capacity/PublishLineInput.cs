namespace Vibe.Workflows.Capacity;

/// <summary>
/// Asks for the line to be published. The activity takes the line by query, so that a long line is in no history and several changes become one publication.
/// </summary>
public sealed record PublishLineInput
{
    /// <summary>The pool.</summary>
    public required string Pool { get; init; }

    /// <summary>The revision that must be published at least.</summary>
    public required long Revision { get; init; }
}
