using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>A failure that the server itself made.</summary>
public class ServerFailureException : FailureException
{
    /// <summary>Creates the exception from a failure that was received.</summary>
    protected internal ServerFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
        if (failure.ServerFailureInfo is null)
        {
            throw new ArgumentException("The failure has no server failure info; use the class that its info names.", nameof(failure));
        }
    }

    /// <summary>Gets the failure as received.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>Gets a value indicating whether trying again is pointless.</summary>
    public bool NonRetryable => Failure.ServerFailureInfo.NonRetryable;
}
