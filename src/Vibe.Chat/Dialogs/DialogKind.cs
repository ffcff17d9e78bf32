namespace Vibe.Chat.Dialogs;

/// <summary>The dialogs that are sent in.</summary>
public enum DialogKind
{
    /// <summary>Feedback for another round; the text is required.</summary>
    RequestChanges,

    /// <summary>The reason of a rejection; the text may be empty.</summary>
    Reject,

    /// <summary>A request for a build, from the shortcut of a message.</summary>
    Build,
}
