using Temporal.Server.Grpc;
using Temporal.Server.History;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Execution;

/// <summary>Signals and cancel requests that a run receives, each taken once.</summary>
internal sealed class SignalMachine(Run run)
{
    private readonly HashSet<string> _requestIds = [];

    public void Load(string id, bool isInline)
    {
        _requestIds.Add(id);
        run.Parts.Loaded(PartKind.SignalRequestId, id, null, isInline);
    }

    /// <summary>Records the signal; false where this request was seen before.</summary>
    public bool Receive(Transition transition, WorkflowExecutionSignaledEventAttributes signal, IEnumerable<Link>? links = null)
    {
        var requestId = signal.RequestId;
        if (requestId.Length > 0 && _requestIds.Contains(requestId))
        {
            return false;
        }

        if (run.IsClosing && signal.ExternalWorkflowExecution is null)
        {
            // Else a stream of signals could keep a workflow from ending for ever.
            throw ServiceException.Closing();
        }

        if (run.State.SignalCount >= run.Host.Limits.SignalsPerExecution)
        {
            throw ServiceException.InvalidArgument("exceeded workflow execution limit for signal events");
        }

        if (requestId.Length > 0)
        {
            _requestIds.Add(requestId);
            run.Parts.Touch(PartKind.SignalRequestId, requestId, null);
        }

        // The event of the real server does not say it.
        signal.RequestId = "";
        run.State.SignalCount++;
        var entry = HistoryEvents.New(EventType.WorkflowExecutionSignaled, transition.Now);
        entry.WorkflowExecutionSignaledEventAttributes = signal;
        if (links is not null)
        {
            entry.Links.Add(links);
        }

        run.Emit(transition, entry);
        run.Tasks.Schedule(transition);
        return true;
    }

    /// <summary>Records that cancellation is asked for; a second time changes nothing.</summary>
    public void RequestCancel(Transition transition, WorkflowExecutionCancelRequestedEventAttributes request, string requestId)
    {
        if (run.State.CancelRequested)
        {
            return;
        }

        run.State.CancelRequested = true;
        run.State.CancelRequestId = requestId;
        run.State.CancelIdentity = request.Identity;
        var entry = HistoryEvents.New(EventType.WorkflowExecutionCancelRequested, transition.Now);
        entry.WorkflowExecutionCancelRequestedEventAttributes = request;
        run.Emit(transition, entry);

        // Unlike a signal it does not wait for the end of a delay.
        run.Tasks.ScheduleNow(transition);
    }
}
