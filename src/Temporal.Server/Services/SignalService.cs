using Temporal.Server.Execution;
using Temporal.Server.Grpc;
using Temporal.Server.Keys;
using Temporal.Server.Namespaces;
using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Services;

/// <summary>What clients do to running workflows: signal, cancel, terminate, delete.</summary>
internal sealed class SignalService(EngineCalls calls)
{
    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.Of<SignalWorkflowExecutionRequest, SignalWorkflowExecutionResponse>(RpcMethod.WorkflowService, "SignalWorkflowExecution", SignalAsync),
        RpcMethod.Of<RequestCancelWorkflowExecutionRequest, RequestCancelWorkflowExecutionResponse>(RpcMethod.WorkflowService, "RequestCancelWorkflowExecution", CancelAsync),
        RpcMethod.Of<TerminateWorkflowExecutionRequest, TerminateWorkflowExecutionResponse>(RpcMethod.WorkflowService, "TerminateWorkflowExecution", TerminateAsync),
        RpcMethod.Of<DeleteWorkflowExecutionRequest, DeleteWorkflowExecutionResponse>(RpcMethod.WorkflowService, "DeleteWorkflowExecution", DeleteAsync),
    ];

    private async Task<SignalWorkflowExecutionResponse> SignalAsync(SignalWorkflowExecutionRequest request, RpcContext context)
    {
        var ns = calls.Namespace(request.Namespace);
        var execution = calls.Demand(request.WorkflowExecution);
        calls.DemandName(request.SignalName, "SignalName is not set on request.", "SignalName length exceeds limit.");
        calls.DemandSize(request.Input);
        if (request.RequestId.Length > calls.Parts.Limits.IdLength)
        {
            throw ServiceException.InvalidArgument("RequestId length exceeds limit.");
        }

        try
        {
            await calls.ApplyAsync(ns, execution, "", (run, transition) => run.Signals.Receive(transition, new WorkflowExecutionSignaledEventAttributes
            {
                SignalName = request.SignalName,
                Input = request.Input,
                Identity = request.Identity,
                Header = request.Header,
                RequestId = request.RequestId,
            }, request.Links));
        }
        catch (ServiceException error) when (error.Code == GrpcCode.NotFound && error.Message == EngineCalls.AlreadyCompleted && request.RequestId.Length > 0)
        {
            if (!await HasTakenAsync(ns, execution, request.RequestId, context.Cancelled))
            {
                throw;
            }
        }

        return new SignalWorkflowExecutionResponse();
    }

    // The repeat of a signal whose answer was lost is no error, although the workflow has ended since.
    private async Task<bool> HasTakenAsync(NamespaceRef ns, WorkflowExecution execution, string requestId, CancellationToken cancellationToken)
    {
        var range = await calls.FindAsync(ns, execution, cancellationToken);
        return range.State.Parts.Any(part => part.Kind == (int)PartKind.SignalRequestId && part.Id == requestId);
    }

    private async Task<RequestCancelWorkflowExecutionResponse> CancelAsync(RequestCancelWorkflowExecutionRequest request, RpcContext context)
    {
        var ns = calls.Namespace(request.Namespace);
        var execution = calls.Demand(request.WorkflowExecution);
        try
        {
            await calls.ApplyAsync(ns, execution, request.FirstExecutionRunId, (run, transition) => run.Signals.RequestCancel(transition, new WorkflowExecutionCancelRequestedEventAttributes
            {
                Cause = request.Reason,
                Identity = request.Identity,
            }, request.RequestId));
        }
        catch (ServiceException error) when (error.Code == GrpcCode.NotFound && error.Message == EngineCalls.AlreadyCompleted)
        {
            // Asking a finished workflow to end is not an error.
        }

        return new RequestCancelWorkflowExecutionResponse();
    }

    private async Task<TerminateWorkflowExecutionResponse> TerminateAsync(TerminateWorkflowExecutionRequest request, RpcContext context)
    {
        var ns = calls.Namespace(request.Namespace);
        var execution = calls.Demand(request.WorkflowExecution);
        await calls.ApplyAsync(ns, execution, request.FirstExecutionRunId, (run, transition) =>
            run.Closing.Terminate(transition, request.Reason, request.Details, request.Identity, request.Links));
        return new TerminateWorkflowExecutionResponse();
    }

    private async Task<DeleteWorkflowExecutionResponse> DeleteAsync(DeleteWorkflowExecutionRequest request, RpcContext context)
    {
        var ns = calls.Namespace(request.Namespace);
        var execution = calls.Demand(request.WorkflowExecution);
        var range = await calls.FindAsync(ns, execution, context.Cancelled);
        if (range.Run is { IsOpen: true })
        {
            await calls.ApplyAsync(ns, range.Run.Execution, "", (run, transition) =>
                run.Closing.Terminate(transition, "Delete workflow execution", null, "history-service"));
        }

        await calls.Parts.Store.DeleteRunAsync(new RunKey(ns.Id, execution.WorkflowId, range.Key.RunId), context.Cancelled);
        return new DeleteWorkflowExecutionResponse();
    }
}
