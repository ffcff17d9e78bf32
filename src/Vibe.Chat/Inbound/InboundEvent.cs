using Vibe.Chat.Dialogs;
using Vibe.Core.Cards;
using Vibe.Core.Identity;

namespace Vibe.Chat.Inbound;

/// <summary>
/// What an adapter makes of a verified request. It carries, it does not decide: what is typed goes in as it came, without the platform's markup and the mention of Vibe.
/// </summary>
public sealed record InboundEvent
{
    /// <summary>What makes the event one event, however often it is delivered.</summary>
    public required EventKey Key { get; init; }

    /// <summary>How Vibe was addressed.</summary>
    public required InboundKind Kind { get; init; }

    /// <summary>Who did it, as the platform vouches for.</summary>
    public required UserRef User { get; init; }

    /// <summary>Whether the person is a guest; <see langword="null"/> where the request does not say, then the platform is asked before it matters.</summary>
    public bool? IsGuest { get; init; }

    /// <summary>Where it happened: the channel, and the thread where it happened in one. For a click the thread of the card.</summary>
    public required ThreadRef Thread { get; init; }

    /// <summary>The text of a command, message or dialog; empty for a click.</summary>
    public string Text { get; init; } = "";

    /// <summary>The clicked button.</summary>
    public CardAction? Action { get; init; }

    /// <summary>What the button or dialog was bound to.</summary>
    public ActionTarget? Target { get; init; }

    /// <summary>The dialog that was sent in.</summary>
    public DialogKind? Dialog { get; init; }

    /// <summary>What opens a dialog in answer; lives for seconds (Slack's <c>trigger_id</c>).</summary>
    public string? TriggerId { get; init; }

    /// <summary>Where the platform takes an answer to this event, if it does (Slack's <c>response_url</c>, 30 minutes, five uses).</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Whether it was written to Vibe alone, where a question will do as well as a command.</summary>
    public bool IsDirectMessage => Kind == InboundKind.DirectMessage;
}
