using Temporal.Server.Execution;
using Temporal.Server.Execution.Updates;
using Temporal.Server.Grpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Services;

/// <summary>Updates: sent, and waited for until a stage.</summary>
internal sealed class UpdateService(EngineCalls calls)
{
    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.Of<UpdateWorkflowExecutionRequest, UpdateWorkflowExecutionResponse>(RpcMethod.WorkflowService, "UpdateWorkflowExecution", UpdateAsync),
        RpcMethod.Of<PollWorkflowExecutionUpdateRequest, PollWorkflowExecutionUpdateResponse>(RpcMethod.WorkflowService, "PollWorkflowExecutionUpdate", PollAsync),
    ];

    private async Task<UpdateWorkflowExecutionResponse> UpdateAsync(UpdateWorkflowExecutionRequest request, RpcContext context)
    {
        var ns = calls.Namespace(request.Namespace);
        var execution = calls.Demand(request.WorkflowExecution);
        var update = Check(request);
        Update? found = null;
        HistoryRange? range = null;
        var completedId = 0L;
        var id = update.Meta.UpdateId;
        try
        {
            await calls.ApplyAsync(ns, execution, request.FirstExecutionRunId, (run, transition) =>
            {
                range = new HistoryRange(run.Key, run, null);
                completedId = run.Updates.FindKnown(id)?.CompletedId ?? 0;
                found = completedId == 0 ? run.Updates.Find(id) ?? run.Updates.Admit(transition, id, update) : null;
            });
        }
        catch (ServiceException error) when (error.Code == GrpcCode.NotFound)
        {
            // A finished workflow still answers for an update that it has completed.
            range = await calls.FindAsync(ns, execution, context.Cancelled);
            completedId = CompletedIdOf(range, id);
            if (completedId == 0 || (request.FirstExecutionRunId.Length > 0 && request.FirstExecutionRunId != range.State.FirstRunId))
            {
                throw;
            }
        }

        var stage = request.WaitPolicy?.LifecycleStage ?? UpdateWorkflowExecutionLifecycleStage.Unspecified;
        var (outcome, reached) = await ResultAsync(range!, found, completedId, stage, context);
        return new UpdateWorkflowExecutionResponse
        {
            UpdateRef = new UpdateRef { WorkflowExecution = ExecutionOf(range!), UpdateId = id },
            Outcome = outcome,
            Stage = reached,
        };
    }

    private async Task<PollWorkflowExecutionUpdateResponse> PollAsync(PollWorkflowExecutionUpdateRequest request, RpcContext context)
    {
        var ns = calls.Namespace(request.Namespace);
        if (request.UpdateRef is null || request.UpdateRef.UpdateId.Length == 0)
        {
            throw ServiceException.InvalidArgument("UpdateRef is not set on request.");
        }

        var range = await calls.FindAsync(ns, calls.Demand(request.UpdateRef.WorkflowExecution), context.Cancelled);
        var id = request.UpdateRef.UpdateId;
        Update? found = null;
        var completedId = CompletedIdOf(range, id);
        if (completedId == 0 && range.Run is { } run)
        {
            lock (run.Entry.Gate)
            {
                found = run.Updates.Find(id);
            }
        }

        if (completedId == 0 && found is null)
        {
            if (WasAccepted(range, id))
            {
                return new PollWorkflowExecutionUpdateResponse
                {
                    UpdateRef = new UpdateRef { WorkflowExecution = ExecutionOf(range), UpdateId = id },
                    Outcome = UpdateRegistry.EndedWithTheRun(),
                    Stage = UpdateWorkflowExecutionLifecycleStage.Completed,
                };
            }

            throw ServiceException.NotFound($"update \"{id}\" not found");
        }

        var stage = request.WaitPolicy?.LifecycleStage ?? UpdateWorkflowExecutionLifecycleStage.Unspecified;
        var (outcome, reached) = await ResultAsync(range, found, completedId, stage, context);
        return new PollWorkflowExecutionUpdateResponse
        {
            UpdateRef = new UpdateRef { WorkflowExecution = ExecutionOf(range), UpdateId = id },
            Outcome = outcome,
            Stage = reached,
        };
    }

    private Request Check(UpdateWorkflowExecutionRequest request)
    {
        if (request.Request?.Meta is null)
        {
            throw ServiceException.InvalidArgument("Update meta is not set on request.");
        }

        if (request.Request.Input is null)
        {
            throw ServiceException.InvalidArgument("Update input is not set on request.");
        }

        if (request.WaitPolicy?.LifecycleStage == UpdateWorkflowExecutionLifecycleStage.Admitted)
        {
            throw new ServiceException(
                GrpcCode.PermissionDenied, "UpdateWorkflowExecution issued asynchronously and waiting on update admitted is not supported.", new PermissionDeniedFailure());
        }

        calls.DemandName(request.Request.Input.Name, "Update name is not set on request.", "Update name length exceeds limit.");
        calls.DemandSize(request.Request.Input.Args);
        var update = request.Request.Clone();
        if (update.Meta.UpdateId.Length == 0)
        {
            update.Meta.UpdateId = Guid.NewGuid().ToString();
        }

        if (update.Meta.UpdateId.Length > calls.Parts.Limits.IdLength)
        {
            throw ServiceException.InvalidArgument("UpdateId length exceeds limit.");
        }

        return update;
    }

    private static WorkflowExecution ExecutionOf(HistoryRange range) => new() { WorkflowId = range.Key.WorkflowId, RunId = range.Key.RunId };

    private static long CompletedIdOf(HistoryRange range, string id)
    {
        if (range.Run is { } run)
        {
            lock (run.Entry.Gate)
            {
                return run.Updates.FindKnown(id)?.CompletedId ?? 0;
            }
        }

        return KnownOf(range, id)?.CompletedId ?? 0;
    }

    private static bool WasAccepted(HistoryRange range, string id) => range.Run is null && KnownOf(range, id) is not null;

    private static Execution.State.UpdateState? KnownOf(HistoryRange range, string id) =>
        range.State.Parts.Where(part => part.Kind == (int)PartKind.Update && part.Id == id)
            .Select(part => Execution.State.UpdateState.Parser.ParseFrom(part.Data)).FirstOrDefault();

    private async Task<(Outcome? Outcome, UpdateWorkflowExecutionLifecycleStage Stage)> ResultAsync(
        HistoryRange range, Update? update, long completedId, UpdateWorkflowExecutionLifecycleStage stage, RpcContext context)
    {
        if (update is null)
        {
            var completed = await calls.Reader.ReadOneAsync(range, completedId, context.Cancelled);
            return (completed?.WorkflowExecutionUpdateCompletedEventAttributes?.Outcome, UpdateWorkflowExecutionLifecycleStage.Completed);
        }

        await WaitAsync(update, stage, context);
        return update.VisibleStage switch
        {
            UpdateStage.Completed => (update.Outcome, UpdateWorkflowExecutionLifecycleStage.Completed),
            UpdateStage.Accepted => (null, UpdateWorkflowExecutionLifecycleStage.Accepted),
            _ => (null, UpdateWorkflowExecutionLifecycleStage.Admitted),
        };
    }

    // The real server ends the wait with the stage that was reached when its own time is over, and so do we.
    private async Task WaitAsync(Update update, UpdateWorkflowExecutionLifecycleStage stage, RpcContext context)
    {
        var reached = stage switch
        {
            UpdateWorkflowExecutionLifecycleStage.Completed => update.CompletedAsync,
            UpdateWorkflowExecutionLifecycleStage.Accepted => update.AcceptedAsync,
            _ => Task.CompletedTask,
        };
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled, calls.Stopping);
        try
        {
            await reached.WaitAsync(EngineCalls.WaitOf(calls.Parts.Limits.UpdateLongPoll, context), ending.Token);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            // The stage that was reached until now is the answer.
        }
    }
}
