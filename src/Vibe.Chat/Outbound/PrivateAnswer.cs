using Vibe.Chat.Texts;
using Vibe.Core.Identity;

namespace Vibe.Chat.Outbound;

/// <summary>An answer that one person alone sees; sent at most once.</summary>
/// <param name="User">For whom.</param>
/// <param name="Thread">Where the person is; in a direct conversation it is an ordinary message.</param>
/// <param name="Text">What it says.</param>
/// <param name="ReplyTo">The event's <see cref="Inbound.InboundEvent.ReplyTo"/>, where it had one.</param>
public sealed record PrivateAnswer(UserRef User, ThreadRef Thread, ChatText Text, string? ReplyTo);
