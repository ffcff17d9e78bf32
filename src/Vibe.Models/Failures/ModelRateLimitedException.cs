namespace Vibe.Models.Failures;

/// <summary>The server takes no more requests for a while; <see cref="ModelException.RetryAfter"/> says for how long, where the server does.</summary>
public sealed class ModelRateLimitedException(string message, Exception? inner = null) : ModelException(ModelErrorCodes.RateLimited, isTransient: true, message, inner);
