using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporal.Server.Execution;

/// <summary>Failures that the server itself reports.</summary>
internal static class Failures
{
    public const string Source = "Server";

    public static Failure Timeout(string message, TimeoutType type, Payloads? heartbeat = null, Failure? cause = null) => new()
    {
        Message = message,
        Source = Source,
        TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = type, LastHeartbeatDetails = heartbeat },
        Cause = cause,
    };

    public static Failure Server(string message, bool nonRetryable) => new()
    {
        Message = message,
        ServerFailureInfo = new ServerFailureInfo { NonRetryable = nonRetryable },
    };

    public static Failure Application(string message, string type, bool nonRetryable) => new()
    {
        Message = message,
        Source = Source,
        ApplicationFailureInfo = new ApplicationFailureInfo { Type = type, NonRetryable = nonRetryable },
    };
}
