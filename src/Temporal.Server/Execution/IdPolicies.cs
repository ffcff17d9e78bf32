using Temporal.Server.Grpc;
using Temporal.Server.Storage;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;

namespace Temporal.Server.Execution;

/// <summary>Whether a workflow id may be started again.</summary>
internal static class IdPolicies
{
    /// <summary>What the reuse policy says of a closed run: null, or the error.</summary>
    public static ServiceException? CheckReuse(string workflowId, CurrentRun current, WorkflowIdReusePolicy policy) => policy switch
    {
        WorkflowIdReusePolicy.RejectDuplicate => AlreadyStarted(workflowId, current, "Workflow execution already finished. WorkflowId: {0}, RunId: {1}. Workflow Id reuse policy: reject duplicate workflow Id."),
        WorkflowIdReusePolicy.AllowDuplicateFailedOnly when current.Status is WorkflowExecutionStatus.Completed or WorkflowExecutionStatus.ContinuedAsNew =>
            AlreadyStarted(workflowId, current, "Workflow execution already finished successfully. WorkflowId: {0}, RunId: {1}. Workflow Id reuse policy: allow duplicate workflow Id if last run failed."),
        _ => null,
    };

    public static ServiceException Running(string workflowId, CurrentRun current) =>
        AlreadyStarted(workflowId, current, "Workflow execution is already running. WorkflowId: {0}, RunId: {1}.");

    private static ServiceException AlreadyStarted(string workflowId, CurrentRun current, string text) => new(
        GrpcCode.AlreadyExists,
        text.Replace("{0}", workflowId, StringComparison.Ordinal).Replace("{1}", current.RunId, StringComparison.Ordinal),
        new WorkflowExecutionAlreadyStartedFailure
        {
            StartRequestId = current.StartRequestId,
            RunId = current.RunId,
            FirstExecutionRunId = current.FirstRunId,
        });
}
