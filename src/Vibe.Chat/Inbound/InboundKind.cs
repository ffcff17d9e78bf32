namespace Vibe.Chat.Inbound;

/// <summary>How a person addressed Vibe.</summary>
public enum InboundKind
{
    /// <summary>A slash command; the text is what follows <c>/vibe</c>.</summary>
    Command,

    /// <summary>A message that mentions Vibe, in a channel or thread; the text is without the mention.</summary>
    Mention,

    /// <summary>A message in the direct conversation with Vibe.</summary>
    DirectMessage,

    /// <summary>A click on a card's button.</summary>
    Action,

    /// <summary>A dialog was sent in.</summary>
    DialogSubmission,

    /// <summary>The shortcut of a message was chosen; the text is the message's.</summary>
    Shortcut,
}
