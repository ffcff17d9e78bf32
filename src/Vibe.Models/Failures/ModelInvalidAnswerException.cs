namespace Vibe.Models.Failures;

/// <summary>The answer does not hold to what was asked; another attempt may do better.</summary>
public sealed class ModelInvalidAnswerException(string message, Exception? inner = null) : ModelException(ModelErrorCodes.InvalidAnswer, isTransient: true, message, inner);
