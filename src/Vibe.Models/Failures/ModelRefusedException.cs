namespace Vibe.Models.Failures;

/// <summary>The model refuses to answer this request.</summary>
public sealed class ModelRefusedException(string message, Exception? inner = null) : ModelException(ModelErrorCodes.Refused, isTransient: false, message, inner);
