namespace Vibe.Models.Failures;

/// <summary>The account has no money or quota left.</summary>
public sealed class ModelQuotaExhaustedException(string message, Exception? inner = null) : ModelException(ModelErrorCodes.QuotaExhausted, isTransient: false, message, inner);
