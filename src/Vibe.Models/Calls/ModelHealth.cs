namespace Vibe.Models.Calls;

/// <summary>How an instance is.</summary>
/// <param name="Instance">Its name from configuration.</param>
/// <param name="Location">Its address, or "inside this process".</param>
/// <param name="IsHealthy">Whether it serves the picked model.</param>
/// <param name="Slots">How many calls it takes at once, from configuration.</param>
/// <param name="Detail">One line for people: the version and whether the model is loaded, or what is wrong and the next step.</param>
public sealed record ModelHealth(string Instance, string Location, bool IsHealthy, int Slots, string Detail);
