using Vibe.Core.Cards;

namespace Vibe.Chat.Dispatch;

/// <summary>What somebody wants with a build, by button, dialog or command.</summary>
/// <param name="Action">Approve, RequestChanges, Reject, Cancel, Retry or Discard.</param>
/// <param name="Target">What the person saw.</param>
/// <param name="Text">Feedback or reason; empty where there is none.</param>
internal sealed record Decision(CardAction Action, ActionTarget Target, string Text);
