using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>A failure that user code states: with a type for the other side, and whether trying again can help.</summary>
public class ApplicationFailureException : FailureException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="errorType">The type that retry policies and other languages see.</param>
    /// <param name="nonRetryable">True where trying again is pointless, whatever the retry policy says.</param>
    /// <param name="details">Values for the receiver.</param>
    /// <param name="nextRetryDelay">The delay before the next attempt, in place of the retry policy's.</param>
    /// <param name="category">Benign failures are logged and counted less loudly.</param>
    public ApplicationFailureException(
        string message,
        string? errorType = null,
        bool nonRetryable = false,
        IReadOnlyCollection<object?>? details = null,
        TimeSpan? nextRetryDelay = null,
        ApplicationErrorCategory category = ApplicationErrorCategory.Unspecified)
        : this(message, null, errorType, nonRetryable, details, nextRetryDelay, category)
    {
    }

    /// <summary>Creates the failure with a cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="inner">The cause.</param>
    /// <param name="errorType">The type that retry policies and other languages see.</param>
    /// <param name="nonRetryable">True where trying again is pointless, whatever the retry policy says.</param>
    /// <param name="details">Values for the receiver.</param>
    /// <param name="nextRetryDelay">The delay before the next attempt, in place of the retry policy's.</param>
    /// <param name="category">Benign failures are logged and counted less loudly.</param>
    public ApplicationFailureException(
        string message,
        Exception? inner,
        string? errorType = null,
        bool nonRetryable = false,
        IReadOnlyCollection<object?>? details = null,
        TimeSpan? nextRetryDelay = null,
        ApplicationErrorCategory category = ApplicationErrorCategory.Unspecified)
        : base(message, inner)
    {
        ErrorType = errorType;
        NonRetryable = nonRetryable;
        Details = new OutboundFailureDetails(details);
        NextRetryDelay = nextRetryDelay;
        Category = category;
    }

    /// <summary>Creates the exception from a failure that was received.</summary>
    protected internal ApplicationFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var info = failure.ApplicationFailureInfo
            ?? throw new ArgumentException("The failure has no application failure info; use the class that its info names.", nameof(failure));
        ErrorType = info.Type.Length == 0 ? null : info.Type;
        NonRetryable = info.NonRetryable;
        Details = new InboundFailureDetails(converter, info.Details?.Payloads_);
        NextRetryDelay = info.NextRetryDelay?.ToTimeSpan();
        Category = info.Category;
    }

    /// <summary>Gets the type of the error, as retry policies and other languages see it.</summary>
    public string? ErrorType { get; protected init; }

    /// <summary>Gets a value indicating whether trying again is pointless.</summary>
    public bool NonRetryable { get; protected init; }

    /// <summary>Gets the details.</summary>
    public IFailureDetails Details { get; protected init; }

    /// <summary>Gets the delay before the next attempt where it differs from the retry policy's.</summary>
    public TimeSpan? NextRetryDelay { get; protected init; }

    /// <summary>Gets the category, which decides how loudly the failure is logged.</summary>
    public ApplicationErrorCategory Category { get; protected init; }
}
