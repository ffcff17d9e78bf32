namespace Vibe.Models.Failures;

/// <summary>The answer, or its next piece, did not come in time.</summary>
public sealed class ModelTimeoutException(string message, Exception? inner = null) : ModelException(ModelErrorCodes.Timeout, isTransient: true, message, inner);
