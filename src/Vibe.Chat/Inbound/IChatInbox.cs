namespace Vibe.Chat.Inbound;

/// <summary>Where adapters hand events in, before they answer the platform.</summary>
public interface IChatInbox
{
    /// <summary>
    /// Checks what must not be kept, then stores the event once and returns after the commit. Does not throw for a database that is away: that is
    /// <see cref="ChatReceipt.NotAccepted"/>.
    /// </summary>
    Task<ChatReceipt> AcceptAsync(InboundEvent received, CancellationToken cancellationToken);
}
