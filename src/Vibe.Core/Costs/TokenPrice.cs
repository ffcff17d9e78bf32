namespace Vibe.Core.Costs;

/// <summary>What a model costs.</summary>
/// <param name="InputPerMillion">US dollars for a million tokens read.</param>
/// <param name="OutputPerMillion">US dollars for a million tokens written.</param>
public sealed record TokenPrice(decimal InputPerMillion, decimal OutputPerMillion);
