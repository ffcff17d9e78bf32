using Vibe.Core.Builds;

namespace Vibe.Core.Capacity;

/// <summary>The right of a build to one slot of a pool.</summary>
/// <param name="LeaseId">Unique per request: the build's id and a number.</param>
/// <param name="BuildId">The owner.</param>
/// <param name="GrantedAt">When it was granted.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
public sealed record HeldLease(string LeaseId, BuildId BuildId, DateTimeOffset GrantedAt, DateTimeOffset ExpiresAt);
