using System.ClientModel;
using System.Text.Json;
using Vibe.Models.Calls;
using Vibe.Models.Failures;

namespace Vibe.Models.OpenAi;

/// <summary>Translates what the OpenAI package throws.</summary>
internal sealed class OpenAIFailures(Uri address, string model, TimeProvider time)
{
    public ModelException? Translate(Exception exception)
    {
        switch (exception)
        {
            case ClientResultException { Status: > 0 } e:
                return FromAnswer(e);
            case ClientResultException { InnerException: { } inner }:
                return Translate(inner);
            case AggregateException { InnerException: { } inner }:
                return Translate(inner);
            default:
                return HttpFailures.Translate(exception, $"The model's server at {address}", "See whether it runs, or set Models:OpenAI:BaseAddress.");
        }
    }

    private ModelException FromAnswer(ClientResultException e)
    {
        var response = e.GetRawResponse();
        var retryAfter = HttpFailures.RetryAfter(name => response is not null && response.Headers.TryGetValue(name, out var value) ? value : null, time.GetUtcNow());
        var (code, text) = ErrorOf(response?.Content.ToString() ?? e.Message);
        var detail = HttpFailures.Detail(text);
        return (e.Status, code) switch
        {
            (_, "context_length_exceeded") => Overflow(detail, e),
            (400 or 413 or 422, _) when detail.Contains("context length", StringComparison.OrdinalIgnoreCase) || detail.Contains("too many tokens", StringComparison.OrdinalIgnoreCase) => Overflow(detail, e),
            (_, "content_filter" or "content_policy_violation") => new ModelRefusedException($"The server refuses this request by its content rules. Word it differently. ({detail})", e),
            (_, "insufficient_quota" or "billing_hard_limit_reached") =>
                new ModelQuotaExhaustedException($"The account behind Models:OpenAI:ApiKey has no quota left. Add some at the provider, or set another key. ({detail})", e),
            (401 or 403, _) => new ModelAuthenticationException($"The server at {address} refuses the key ({e.Status}). Set Models:OpenAI:ApiKey to one that may use '{model}'. ({detail})", e),
            (404, _) or (_, "model_not_found") => new ModelUnknownException($"The server at {address} does not have the model '{model}'. Set Models:OpenAI:Model to one that it has. ({detail})", e),
            (429, _) => new ModelRateLimitedException($"The server at {address} takes no more requests for now. ({detail})", e) { RetryAfter = retryAfter },
            (408 or 504, _) => new ModelTimeoutException($"The server at {address} did not answer in time ({e.Status}). ({detail})", e) { RetryAfter = retryAfter },
            (409 or >= 500, _) => new ModelUnavailableException($"The server at {address} failed ({e.Status}). ({detail})", e) { RetryAfter = retryAfter },
            _ => new ModelBadRequestException($"The server at {address} refuses the request ({e.Status}). ({detail})", e),
        };
    }

    private ModelContextOverflowException Overflow(string detail, Exception inner) =>
        new($"The prompt is longer than the context of '{model}'. Ask for less, or set Models:OpenAI:Model to one with a larger context. ({detail})", inner);

    private static (string? Code, string Text) ErrorOf(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error", out var error))
            {
                return error.ValueKind == JsonValueKind.Object
                    ? (Text(error, "code") ?? Text(error, "type"), Text(error, "message") ?? string.Empty)
                    : (null, error.ToString());
            }
        }
        catch (JsonException)
        {
            // A proxy's page: its text is the best that there is.
        }

        return (null, body);
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
