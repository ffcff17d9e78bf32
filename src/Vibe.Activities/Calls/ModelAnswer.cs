using Vibe.Core.Cards;

namespace Vibe.Activities.Calls;

/// <summary>What the model answered.</summary>
/// <param name="Text">The answer.</param>
/// <param name="Use">What it took.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record ModelAnswer(string Text, ModelUse Use, TimeSpan Duration);
