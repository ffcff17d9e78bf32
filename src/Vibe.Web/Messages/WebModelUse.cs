namespace Vibe.Web.Messages;

/// <summary>The model and its use so far.</summary>
/// <param name="Name">The model.</param>
/// <param name="Provider">Who serves it.</param>
/// <param name="InputTokens">Read.</param>
/// <param name="OutputTokens">Written.</param>
/// <param name="CostUsd">In US dollars; absent where it is not known.</param>
/// <param name="IsSample">Whether it is the built-in generator.</param>
internal sealed record WebModelUse(string Name, string Provider, long InputTokens, long OutputTokens, decimal? CostUsd, bool IsSample);
