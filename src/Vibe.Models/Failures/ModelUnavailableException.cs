namespace Vibe.Models.Failures;

/// <summary>The server cannot be reached or failed.</summary>
public sealed class ModelUnavailableException(string message, Exception? inner = null) : ModelException(ModelErrorCodes.Unavailable, isTransient: true, message, inner);
