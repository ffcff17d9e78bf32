namespace Vibe.Models.Failures;

/// <summary>The prompt is longer than the model can read.</summary>
public sealed class ModelContextOverflowException(string message, Exception? inner = null) : ModelException(ModelErrorCodes.ContextOverflow, isTransient: false, message, inner);
