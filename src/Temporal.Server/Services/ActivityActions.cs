using Temporal.Server.Execution;
using Temporal.Server.Execution.State;
using Temporal.Server.Grpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporal.Server.Services;

/// <summary>What workers report of activities, whether by token or by id.</summary>
internal sealed class ActivityActions(EngineCalls calls)
{
    public Task CompleteAsync(TaskToken token, Payloads? result, string identity) => ApplyAsync(token, (run, activity, transition) =>
    {
        // The worker did its part; that its result is too large fails the activity, not the call.
        if (result is not null && result.CalculateSize() > calls.Parts.Limits.BlobSize)
        {
            run.Activities.Fail(transition, activity, Failures.Server("Complete result exceeds size limit.", nonRetryable: true), identity);
        }
        else
        {
            run.Activities.Complete(transition, activity, result, identity);
        }
    }, isUnstartedTaken: true);

    /// <summary>Fails an activity.</summary>
    /// <returns>What was taken in place of the failure, where that was too large.</returns>
    public async Task<IEnumerable<Failure>> FailAsync(TaskToken token, Failure? failure, Payloads? heartbeat, string identity)
    {
        if (failure is { ApplicationFailureInfo: null })
        {
            throw ServiceException.InvalidArgument("Failure must have ApplicationFailureInfo.");
        }

        var said = failure ?? Failures.Application("The worker reported a failure without saying which.", "", nonRetryable: false);
        var taken = FailureSizes.Fit(said, calls.Parts.Limits.BlobSize, FailureSizes.KeptInHistory, nonRetryable: true);
        await FailCheckedAsync(token, taken, heartbeat, identity);
        return ReferenceEquals(taken, said) ? [] : [taken];
    }

    private Task FailCheckedAsync(TaskToken token, Failure failure, Payloads? heartbeat, string identity) => ApplyAsync(token, (run, activity, transition) =>
    {
        if (heartbeat is not null)
        {
            run.Activities.Heartbeat(transition, activity, heartbeat);
        }

        run.Activities.Fail(transition, activity, failure, identity);
    });

    public Task CancelAsync(TaskToken token, Payloads? details, string identity) =>
        ApplyAsync(token, (run, activity, transition) => run.Activities.Cancel(transition, activity, details, identity));

    /// <summary>Whether the activity is to be cancelled.</summary>
    public async Task<bool> HeartbeatAsync(TaskToken token, Payloads? details)
    {
        var isCancelled = false;
        await ApplyAsync(token, (run, activity, transition) =>
        {
            if (details is not null && details.CalculateSize() > calls.Parts.Limits.BlobSize)
            {
                run.Activities.Fail(transition, activity, Failures.Server("Heartbeat details exceed size limit.", nonRetryable: true), activity.State.Identity);
                isCancelled = true;
                return;
            }

            run.Activities.Heartbeat(transition, activity, details);
            isCancelled = activity.State.CancelRequested;
        });
        return isCancelled;
    }

    private Task ApplyAsync(TaskToken token, Action<Run, Activity, Transition> body, bool isUnstartedTaken = false) =>
        calls.Transactor.ApplyAsync(token.NamespaceId, token.WorkflowId, (entry, transition) =>
        {
            if (entry.Current is null)
            {
                throw EngineCalls.NotFound(new WorkflowExecution { WorkflowId = token.WorkflowId });
            }

            if (entry.Open is not { } run || (token.RunId.Length > 0 && run.State.RunId != token.RunId))
            {
                throw ServiceException.NotFound("workflow execution already completed");
            }

            var activity = Find(run, token);
            body(activity.IsStarted || isUnstartedTaken ? run : throw ServiceException.NotFound(ActivityTaskService.Gone), activity, transition);
        });

    private static Activity Find(Run run, TaskToken token)
    {
        if (token.ScheduledId == 0)
        {
            return run.Activities.Pending.TryFind(token.ActivityId, out var byId)
                ? byId
                : throw ServiceException.NotFound($"cannot find pending activity with ActivityID {token.ActivityId}, check workflow execution history for more details");
        }

        if (!run.Activities.Pending.TryFind(token.ScheduledId, out var activity) || activity.State.Stamp != token.Stamp || activity.State.Attempt != token.Attempt)
        {
            throw ServiceException.NotFound(ActivityTaskService.Gone);
        }

        // Its start was not stored before a restart, but the worker has it all the same.
        if (!activity.IsStarted)
        {
            activity.State.StartedAt = token.StartedAt;
        }

        return activity;
    }
}
