using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>A workflow or activity ran out of time.</summary>
public class TimeoutFailureException : FailureException
{
    /// <summary>Creates the exception from a failure that was received.</summary>
    protected internal TimeoutFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var info = failure.TimeoutFailureInfo
            ?? throw new ArgumentException("The failure has no time-out info; use the class that its info names.", nameof(failure));
        LastHeartbeatDetails = new InboundFailureDetails(converter, info.LastHeartbeatDetails?.Payloads_);
    }

    /// <summary>Gets the failure as received.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>Gets which of the time-outs expired.</summary>
    public TimeoutType TimeoutType => Failure.TimeoutFailureInfo.TimeoutType;

    /// <summary>Gets the details of the last heart-beat that the server got.</summary>
    public InboundFailureDetails LastHeartbeatDetails { get; protected init; }
}
