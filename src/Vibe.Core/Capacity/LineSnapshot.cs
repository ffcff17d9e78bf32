namespace Vibe.Core.Capacity;

/// <summary>What a pool's line looks like at one moment; published on every change, coalesced, and laid over waiting cards when they are rendered.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Revision">Grows with every change.</param>
/// <param name="Slots">How many builds may work at once.</param>
/// <param name="Busy">How many do.</param>
/// <param name="Reason">Why builds wait, for people: "both slots of the pool are busy"; <see langword="null"/> where nobody waits.</param>
/// <param name="Waiting">In order.</param>
public sealed record LineSnapshot(string Pool, long Revision, int Slots, int Busy, string? Reason, IReadOnlyList<LinePlace> Waiting)
{
    /// <summary>The moment that the expected waits count from.</summary>
    public DateTimeOffset At { get; init; }
}
