namespace Temporal.Server.Storage;

/// <summary>Another server has taken the store over: this one must not write any more.</summary>
internal sealed class StoreTakenException(string message, Exception? cause = null) : InvalidOperationException(message, cause);
