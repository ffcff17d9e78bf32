namespace Temporal.Server.Storage;

/// <summary>Consecutive events, [FirstEventId, NextEventId), serialised once as a <c>temporal.api.history.v1.History</c>.</summary>
internal sealed record HistoryBatch(long FirstEventId, long NextEventId, ReadOnlyMemory<byte> Events);
