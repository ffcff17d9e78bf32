namespace Vibe.Models.Failures;

/// <summary>The stable codes of <see cref="ModelException.Code"/>.</summary>
public static class ModelErrorCodes
{
    /// <summary>The answer, or its next piece, did not come in time.</summary>
    public const string Timeout = "model-timeout";

    /// <summary>Too many requests.</summary>
    public const string RateLimited = "model-rate-limited";

    /// <summary>The server cannot be reached or failed.</summary>
    public const string Unavailable = "model-unavailable";

    /// <summary>The stream ended before the answer did.</summary>
    public const string StreamCut = "model-stream-cut";

    /// <summary>The answer does not hold to what was asked.</summary>
    public const string InvalidAnswer = "model-invalid-answer";

    /// <summary>The model refuses.</summary>
    public const string Refused = "model-refused";

    /// <summary>The prompt is longer than the model can read.</summary>
    public const string ContextOverflow = "model-context-overflow";

    /// <summary>The key is missing, wrong or may not do this.</summary>
    public const string Authentication = "model-authentication";

    /// <summary>The account has no money or quota left.</summary>
    public const string QuotaExhausted = "model-quota-exhausted";

    /// <summary>The server does not have the model.</summary>
    public const string UnknownModel = "model-unknown";

    /// <summary>The server refuses the request for another reason.</summary>
    public const string BadRequest = "model-bad-request";
}
