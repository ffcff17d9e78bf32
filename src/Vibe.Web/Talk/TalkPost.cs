using Vibe.Chat.Dialogs;
using Vibe.Core.Cards;

namespace Vibe.Web.Talk;

/// <summary>What a page posts: a message, a press of a button, or a dialog that is sent in.</summary>
internal sealed record TalkPost
{
    /// <summary>Who the page says the person is; whoever has the session may be any of them.</summary>
    public string? User { get; init; }

    /// <summary>The event's id, made by the page: the same sending tried again is the same event.</summary>
    public string? Id { get; init; }

    /// <summary>The channel.</summary>
    public string? Channel { get; init; }

    /// <summary>The message whose thread it is in.</summary>
    public string? Thread { get; init; }

    /// <summary>What was typed.</summary>
    public string? Text { get; init; }

    /// <summary>The pressed button.</summary>
    public CardAction? Action { get; init; }

    /// <summary>The dialog that is sent in.</summary>
    public DialogKind? Dialog { get; init; }

    /// <summary>What button or dialog was bound to.</summary>
    public string? Target { get; init; }
}
