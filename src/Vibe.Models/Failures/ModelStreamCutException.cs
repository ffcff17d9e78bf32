namespace Vibe.Models.Failures;

/// <summary>The stream ended before the answer did.</summary>
public sealed class ModelStreamCutException(string message, Exception? inner = null) : ModelException(ModelErrorCodes.StreamCut, isTransient: true, message, inner);
