using Vibe.Core.Identity;

namespace Vibe.Data.Inbox;

/// <summary>A stored event that one dispatcher holds for a while.</summary>
/// <param name="Id">The row.</param>
/// <param name="Key">The event's key.</param>
/// <param name="Payload">The event as it was stored.</param>
/// <param name="Attempt">1 for the first time that it is dispatched.</param>
/// <param name="Token">Proves the lease; after it ran out and the event was leased again, the old holder's word does not count.</param>
/// <param name="ReceivedAt">When it was stored.</param>
public sealed record InboxLease(long Id, EventKey Key, string Payload, int Attempt, Guid Token, DateTimeOffset ReceivedAt)
{
    /// <summary>How often it failed before by an error of ours; waiting for somebody is no failure.</summary>
    public int Failures { get; init; }

    /// <summary>From when its waiting counts: when it was stored, or taken up again after it had been given up.</summary>
    public DateTimeOffset WaitsSince { get; init; } = ReceivedAt;
}
