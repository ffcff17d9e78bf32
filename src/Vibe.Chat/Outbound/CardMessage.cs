using Vibe.Chat.Cards;
using Vibe.Core.Identity;

namespace Vibe.Chat.Outbound;

/// <summary>A card on its way.</summary>
/// <param name="Key">Goes into the message's metadata, by which it is found again.</param>
/// <param name="Thread">Where it is: without a thread the card becomes the root of one.</param>
/// <param name="View">What it shows.</param>
/// <param name="Revision">Grows with every change of the card's own content; for the web chat's clients.</param>
public sealed record CardMessage(string Key, ThreadRef Thread, CardView View, long Revision);
