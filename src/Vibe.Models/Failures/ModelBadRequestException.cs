namespace Vibe.Models.Failures;

/// <summary>The server refuses the request for another reason than its length or the key.</summary>
public sealed class ModelBadRequestException(string message, Exception? inner = null) : ModelException(ModelErrorCodes.BadRequest, isTransient: false, message, inner);
