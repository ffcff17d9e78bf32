using Vibe.Core.Builds;

namespace Vibe.Core.Capacity;

/// <summary>A build in the line.</summary>
/// <param name="LeaseId">What it asked for.</param>
/// <param name="BuildId">The build.</param>
/// <param name="Since">When it came.</param>
public sealed record WaitingBuild(string LeaseId, BuildId BuildId, DateTimeOffset Since);
