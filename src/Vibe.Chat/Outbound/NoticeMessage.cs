using Vibe.Core.Cards;
using Vibe.Core.Identity;

namespace Vibe.Chat.Outbound;

/// <summary>A notice on its way.</summary>
/// <param name="Key">Goes into the message's metadata, by which it is found again.</param>
/// <param name="Thread">The build's thread; its <see cref="ThreadRef.Thread"/> is empty only where the card could not be posted.</param>
/// <param name="Notice">What it says and whom it mentions.</param>
public sealed record NoticeMessage(string Key, ThreadRef Thread, Notice Notice);
