namespace Vibe.Workflows.Capacity;

/// <summary>Asks for a look at the owners as long as there are any.</summary>
public sealed record WatchOwnersInput
{
    /// <summary>The pool.</summary>
    public required string Pool { get; init; }
}
