namespace Vibe.Models.Failures;

/// <summary>The server does not have the model.</summary>
public sealed class ModelUnknownException(string message, Exception? inner = null) : ModelException(ModelErrorCodes.UnknownModel, isTransient: false, message, inner);
