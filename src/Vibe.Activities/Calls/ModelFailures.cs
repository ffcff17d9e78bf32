using Temporalio.Exceptions;
using Vibe.Models.Failures;
using Vibe.Workflows.Builds;

namespace Vibe.Activities.Calls;

/// <summary>Translates the model's failures once, at this edge, for Temporal: another attempt or none, and when.</summary>
internal static class ModelFailures
{
    /// <summary>The failure to throw; its message is the model's exception's, which holds neither prompt nor answer.</summary>
    public static ApplicationFailureException Translate(ModelException exception) =>
        new(exception.Message, exception.Code, nonRetryable: !exception.IsTransient, nextRetryDelay: exception.RetryAfter);

    /// <summary>The answers did not hold to the schema, as often as was asked.</summary>
    public static ApplicationFailureException Invalid(int attempts, string problem) =>
        new(
            $"The model's answer was not valid in {attempts} attempts ({problem}) Retry, ask for something smaller, or configure a stronger model.",
            FailureTypes.ModelInvalidAnswer,
            nonRetryable: true);

    /// <summary>What the history refers to is not stored.</summary>
    public static ApplicationFailureException Missing(string what) =>
        new($"{what} is not stored any more, so the build cannot go on. Restore the database from a backup, or discard the build.", FailureTypes.ContentMissing, nonRetryable: true);
}
