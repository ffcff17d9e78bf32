using Vibe.Chat.Inbound;
using Vibe.Data.Inbox;

namespace Vibe.Chat.Dispatch;

/// <summary>A leased event, read.</summary>
/// <param name="Event">The event.</param>
/// <param name="Lease">The lease under which it is worked on.</param>
internal sealed record Delivery(InboundEvent Event, InboxLease Lease);
