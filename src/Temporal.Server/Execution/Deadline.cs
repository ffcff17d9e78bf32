namespace Temporal.Server.Execution;

/// <summary>Something becomes due. Whether it still matters is checked when it does: <paramref name="Stamp"/> tells attempts apart.</summary>
internal readonly record struct Deadline(DeadlineKind Kind, long DueAt, string Id = "", long EventId = 0, long Stamp = 0);
