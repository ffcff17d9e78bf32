namespace Temporal.Server.Storage;

/// <summary>A piece of a run's state with a key of its own. In a write, no data means: delete it.</summary>
internal readonly record struct RunPart(int Kind, string Id, ReadOnlyMemory<byte>? Data);
