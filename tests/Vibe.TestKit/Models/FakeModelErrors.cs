using System.Text.Json;

namespace Vibe.TestKit.Models;

/// <summary>The answers of both providers to calls that fail at once.</summary>
internal static class FakeModelErrors
{
    public static (int Status, string Body, string? RetryAfter)? Of(ModelFault fault, bool isOpenAI) => fault switch
    {
        ModelFault.RateLimited => Error(isOpenAI, 429, "Rate limit reached", "rate_limit_exceeded", "7"),
        ModelFault.ServerError => Error(isOpenAI, 500, "The server had an error", "server_error"),
        ModelFault.ContextOverflow => isOpenAI
            ? Error(isOpenAI, 400, "This model's maximum context length is 8192 tokens.", "context_length_exceeded")
            : Error(isOpenAI, 400, "the input length exceeds the context length", string.Empty),
        ModelFault.Unauthorized => Error(isOpenAI, 401, "Incorrect API key provided", "invalid_api_key"),
        ModelFault.NoQuota => Error(isOpenAI, 429, "You exceeded your current quota", "insufficient_quota"),
        ModelFault.UnknownModel => Error(isOpenAI, 404, "model 'fake' not found", "model_not_found"),
        ModelFault.BadRequest => Error(isOpenAI, 400, "Unsupported value", "unsupported_value"),
        _ => null,
    };

    private static (int Status, string Body, string? RetryAfter) Error(bool isOpenAI, int status, string message, string code, string? retryAfter = null) =>
        (status, isOpenAI ? JsonSerializer.Serialize(new { error = new { message, type = "error", code } }) : JsonSerializer.Serialize(new { error = message }), retryAfter);
}
