using Temporal.Server.Keys;

namespace Temporal.Server.Storage;

/// <summary>A run as it is read back.</summary>
internal sealed record StoredRun(RunKey Key, long Version, bool IsClosed, ReadOnlyMemory<byte> State, IReadOnlyList<RunPart> Parts);
