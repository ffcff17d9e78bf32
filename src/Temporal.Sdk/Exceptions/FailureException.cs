using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>An exception that travels as a failure message: thrown in a workflow it fails the workflow, not the task.</summary>
public class FailureException : TemporalException
{
    /// <summary>Creates the exception from a failure that was received.</summary>
    protected internal FailureException(Failure failure, Exception? inner)
        : base(failure.Message, inner) => Failure = failure;

    /// <summary>Creates the exception to be thrown by user code.</summary>
    protected internal FailureException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Gets the failure as received, or null where the exception was made on this side.</summary>
    public Failure? Failure { get; protected init; }

    /// <summary>Gets the stack trace of the sender where there is one, otherwise the local one.</summary>
    public override string? StackTrace => string.IsNullOrEmpty(Failure?.StackTrace) ? base.StackTrace : Failure.StackTrace;
}
