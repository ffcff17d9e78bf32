namespace Temporal.Server.Tests.Differential;

/// <summary>A scenario cannot go on: what its script waits for does not come.</summary>
internal sealed class StuckException(string message) : Exception(message);
