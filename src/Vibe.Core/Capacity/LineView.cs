namespace Vibe.Core.Capacity;

/// <summary>What a pool knows of itself at one moment.</summary>
public sealed record LineView
{
    /// <summary>The pool's name.</summary>
    public required string Pool { get; init; }

    /// <summary>Grows with every change.</summary>
    public required long Revision { get; init; }

    /// <summary>How many builds may work at once.</summary>
    public required int Slots { get; init; }

    /// <summary>The leases that are held.</summary>
    public required IReadOnlyList<HeldLease> Held { get; init; }

    /// <summary>Who waits, in order.</summary>
    public required IReadOnlyList<WaitingBuild> Line { get; init; }

    /// <summary>How long the last leases were held.</summary>
    public required IReadOnlyList<TimeSpan> Durations { get; init; }

    /// <summary>The moment.</summary>
    public required DateTimeOffset Now { get; init; }
}
