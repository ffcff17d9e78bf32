using Vibe.Core.Artifacts;

namespace Vibe.Data.Builds;

/// <summary>A build after its registration.</summary>
/// <param name="Number">The short id, written <c>#142</c>.</param>
/// <param name="Request">The request as it is stored.</param>
/// <param name="IsNew">False where it was registered before: then nothing changed.</param>
public sealed record RegisteredBuild(long Number, StoredText Request, bool IsNew);
