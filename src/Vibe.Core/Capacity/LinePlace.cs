namespace Vibe.Core.Capacity;

/// <summary>The place of one waiting build.</summary>
/// <param name="BuildId">The build.</param>
/// <param name="Place">1 for the next to be served.</param>
/// <param name="ExpectedWait">From measured durations; <see langword="null"/> while nothing was measured.</param>
public sealed record LinePlace(Builds.BuildId BuildId, int Place, TimeSpan? ExpectedWait);
