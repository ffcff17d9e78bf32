namespace Vibe.Data.Inbox;

/// <summary>What became of an event that was handed to the inbox.</summary>
public enum InboxReceipt
{
    /// <summary>It is stored: committed, and will be dispatched.</summary>
    Stored,

    /// <summary>It was stored before; nothing happened.</summary>
    Repeat,
}
