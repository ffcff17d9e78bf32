namespace Vibe.Data.Changes;

/// <summary>What changed.</summary>
public enum ChangeKind
{
    /// <summary>The inbox has an event to dispatch.</summary>
    Inbox,

    /// <summary>The outbox has something to publish.</summary>
    Outbox,

    /// <summary>A line's snapshot was replaced.</summary>
    Line,

    /// <summary>A message of the built-in web chat was stored or replaced.</summary>
    WebChat,
}
