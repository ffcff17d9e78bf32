namespace Vibe.Models.Failures;

/// <summary>The key is missing, wrong, or may not use the model.</summary>
public sealed class ModelAuthenticationException(string message, Exception? inner = null) : ModelException(ModelErrorCodes.Authentication, isTransient: false, message, inner);
