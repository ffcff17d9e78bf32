using Vibe.Core.Identity;

namespace Vibe.Data.Inbox;

/// <summary>An event on its way into the inbox.</summary>
/// <param name="Key">Stored once per key.</param>
/// <param name="Payload">The event as JSON; the inbox does not look into it.</param>
public sealed record InboxEntry(EventKey Key, string Payload);
