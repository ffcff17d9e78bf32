using Vibe.Core.Cards;

namespace Vibe.Web.Messages;

/// <summary>A button on a card.</summary>
/// <param name="Action">What it does.</param>
/// <param name="Label">What it says.</param>
/// <param name="Style">primary, danger or empty.</param>
/// <param name="Confirm">What is asked before it is done.</param>
/// <param name="Href">A page instead of an action.</param>
internal sealed record WebCardButton(CardAction Action, string Label, string Style, string? Confirm, string? Href);
