using Vibe.Core.Identity;

namespace Vibe.Core.Cards;

/// <summary>A decision as everybody sees it.</summary>
/// <param name="Action">Approve, RequestChanges, Reject, Cancel, Retry or Discard.</param>
/// <param name="By">Who took it.</param>
/// <param name="At">When it took effect.</param>
/// <param name="Reason">The feedback or reason, at most 3,000 characters; <see langword="null"/> where none was asked.</param>
public sealed record DecisionRecord(CardAction Action, UserRef By, DateTimeOffset At, string? Reason);
