namespace Vibe.Workflows.Builds;

/// <summary>The error types of failures that activities report; those of models have the codes that <c>Vibe.Models</c> gives them.</summary>
public static class FailureTypes
{
    /// <summary>The model did not answer in time, or stopped answering.</summary>
    public const string ModelTimeout = "model-timeout";

    /// <summary>The model takes no more requests for a while.</summary>
    public const string ModelRateLimited = "model-rate-limited";

    /// <summary>The model's server cannot be reached or failed.</summary>
    public const string ModelUnavailable = "model-unavailable";

    /// <summary>The answer broke off in the middle.</summary>
    public const string ModelStreamCut = "model-stream-cut";

    /// <summary>The answer is not what was asked for, also after the problem was told. Final: the attempts are used up when it is reported.</summary>
    public const string ModelInvalidAnswer = "model-invalid-answer";

    /// <summary>The model declined. Final.</summary>
    public const string ModelRefused = "model-refused";

    /// <summary>Request, files and answer do not fit into the model's context. Final.</summary>
    public const string ModelContextOverflow = "model-context-overflow";

    /// <summary>The key is missing, wrong or may not do this. Final.</summary>
    public const string ModelAuthentication = "model-authentication";

    /// <summary>The account has no money or quota left. Final.</summary>
    public const string ModelQuotaExhausted = "model-quota-exhausted";

    /// <summary>The server does not have the model. Final.</summary>
    public const string ModelUnknown = "model-unknown";

    /// <summary>The server refuses the request for another reason. Final.</summary>
    public const string ModelBadRequest = "model-bad-request";

    /// <summary>A stored text or file is not there or not what its digest says. Final.</summary>
    public const string ContentMissing = "content-missing";

    /// <summary>The policy leaves nobody who could approve. Final: somebody must change the configuration.</summary>
    public const string NobodyMayApprove = "nobody-may-approve";

    /// <summary>A worker fell silent or nobody took the work in time.</summary>
    public const string WorkerTimeout = "worker-timeout";

    /// <summary>Something that nobody foresaw.</summary>
    public const string Unexpected = "unexpected";

    /// <summary>Those that another attempt does not mend.</summary>
    public static readonly IReadOnlyList<string> Final =
    [
        ModelInvalidAnswer, ModelRefused, ModelContextOverflow, ModelAuthentication, ModelQuotaExhausted, ModelUnknown, ModelBadRequest, ContentMissing, NobodyMayApprove,
    ];

    /// <summary>Those whose messages are our own words and may be shown to people.</summary>
    public static readonly IReadOnlyList<string> Told = [ModelTimeout, ModelRateLimited, ModelUnavailable, ModelStreamCut, .. Final];
}
