using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>A workflow was terminated.</summary>
public class TerminatedFailureException : FailureException
{
    /// <summary>Creates the exception from a failure that was received.</summary>
    protected internal TerminatedFailureException(Failure failure, Exception? inner, InboundFailureDetails? details)
        : base(failure, inner)
    {
        if (failure.TerminatedFailureInfo is null)
        {
            throw new ArgumentException("The failure has no termination info; use the class that its info names.", nameof(failure));
        }

        Details = details;
    }

    /// <summary>Gets the failure as received.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>Gets the details that were given with the termination.</summary>
    public IFailureDetails? Details { get; protected init; }
}
