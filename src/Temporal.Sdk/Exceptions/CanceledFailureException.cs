using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>A workflow or activity was cancelled.</summary>
public class CanceledFailureException : FailureException
{
    /// <summary>Creates the exception on this side.</summary>
    protected internal CanceledFailureException(string message, Exception? inner = null, IReadOnlyCollection<object?>? details = null)
        : base(message, inner) => Details = new OutboundFailureDetails(details);

    /// <summary>Creates the exception from a failure that was received.</summary>
    protected internal CanceledFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var info = failure.CanceledFailureInfo
            ?? throw new ArgumentException("The failure has no cancellation info; use the class that its info names.", nameof(failure));
        Details = new InboundFailureDetails(converter, info.Details?.Payloads_);
    }

    /// <summary>Gets the failure as received.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>Gets the details.</summary>
    public IFailureDetails Details { get; protected init; }
}
