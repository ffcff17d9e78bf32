using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;

namespace Temporal.Server.Grpc;

/// <summary>An answer that is an error: code, message and at most one detail (clients demand exactly one where the type says more than the code).</summary>
internal sealed class ServiceException(GrpcCode code, string message, IMessage? detail = null) : Exception(message)
{
    public GrpcCode Code { get; } = code;

    public IMessage? Detail { get; } = detail;

    public static ServiceException InvalidArgument(string message) => new(GrpcCode.InvalidArgument, message);

    public static ServiceException NotFound(string message) => new(GrpcCode.NotFound, message, new NotFoundFailure());

    public static ServiceException FailedPrecondition(string message) => new(GrpcCode.FailedPrecondition, message);

    public static ServiceException NotReady(string message) => new(GrpcCode.FailedPrecondition, message, new WorkflowNotReadyFailure());

    public static ServiceException Exhausted(ResourceExhaustedCause cause, string message, ResourceExhaustedScope scope = ResourceExhaustedScope.Namespace) =>
        new(GrpcCode.ResourceExhausted, message, new ResourceExhaustedFailure { Cause = cause, Scope = scope });

    /// <summary>The run is about to end: what would keep it from that has to wait. Callers try again.</summary>
    public static ServiceException Closing() =>
        Exhausted(ResourceExhaustedCause.BusyWorkflow, "workflow operation can not be applied because workflow is closing");

    public static ServiceException Unavailable(string message) => new(GrpcCode.Unavailable, message);
}
