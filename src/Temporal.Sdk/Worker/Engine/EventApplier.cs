using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Worker.Activations;
using Temporalio.Worker.Engine.Machines;
using Temporalio.Worker.Engine.Paging;

namespace Temporalio.Worker.Engine;

/// <summary>Applies the events of one workflow task: matches them with commands, moves the state machines, collects the jobs for the workflow's code.</summary>
internal sealed class EventApplier(RunState run)
{
    private readonly Queue<IncomingUpdate> updates = new();
    private Dictionary<string, Request>? admitted;
    private long previousStartedEventId;

    /// <summary>Begins with a task that the server handed out.</summary>
    /// <param name="previousStarted">Id of the start of the last completed task; 0 if there is none.</param>
    /// <param name="requests">Updates that came with the task, in order.</param>
    public void Begin(long previousStarted, IEnumerable<IncomingUpdate> requests)
    {
        previousStartedEventId = previousStarted;
        run.IsReplaying = previousStarted > 0;
        updates.Clear();
        foreach (var request in requests)
        {
            updates.Enqueue(request);
        }
    }

    /// <summary>Applies events.</summary>
    /// <param name="events">The task's events.</param>
    /// <param name="isLast">Whether no task follows.</param>
    /// <param name="ahead">The events of the task that follows.</param>
    public void Apply(HistoryBuffer.TaskEvents events, bool isLast, HistoryBuffer.TaskEvents ahead)
    {
        ReadFlags(events);
        ReadFlagsOfFirst(ahead);
        var skipsNext = false;
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            if (e.EventId != run.LastEventId + 1)
            {
                throw new EngineException($"History is out of order: event {EventText.Of(e)} follows event {run.LastEventId}.");
            }

            if (run.IsReplaying && isLast && e.EventId > previousStartedEventId && IsNews(e))
            {
                run.IsReplaying = false;
            }

            DeliverUpdates(e.EventId - 1);
            skipsNext = !skipsNext && Handle(e, events.After(i));
            run.LastEventId = e.EventId;
        }

        if (isLast)
        {
            DeliverUpdates(long.MaxValue);
        }

        PeekAt(ahead);
    }

    private static bool IsNews(HistoryEvent e) =>
        e.EventType != EventType.WorkflowTaskCompleted && !EventKinds.IsCommandEvent(e.EventType);

    private void ReadFlags(HistoryBuffer.TaskEvents events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i].EventType == EventType.WorkflowTaskCompleted)
            {
                run.Flags.Read(events[i].WorkflowTaskCompletedEventAttributes.SdkMetadata);
            }
        }
    }

    private void ReadFlagsOfFirst(HistoryBuffer.TaskEvents ahead)
    {
        // What the task at hand was handled with is written where it was completed, which is in the next one.
        if (ahead.Count > 0 && ahead[0].EventType == EventType.WorkflowTaskCompleted)
        {
            run.Flags.Read(ahead[0].WorkflowTaskCompletedEventAttributes.SdkMetadata);
        }
    }

    private void DeliverUpdates(long upToEventId)
    {
        while (updates.TryPeek(out var update) && update.SequencingEventId <= upToEventId)
        {
            updates.Dequeue();
            _ = new UpdateMachine(run, (update.MessageId, update.InstanceId, update.SequencingEventId), update.Request, runValidator: true);
        }
    }

    /// <summary>Handles one event.</summary>
    /// <returns>Whether the next event belongs to it and is to be passed over.</returns>
    private bool Handle(HistoryEvent e, HistoryEvent? next)
    {
        if (EventKinds.IsIgnorable(e))
        {
            return false;
        }

        if (EventKinds.IsCommandEvent(e.EventType))
        {
            return HandleCommandEvent(e, next);
        }

        var initiatingEventId = EventKinds.InitiatingEventId(e);
        if (initiatingEventId != 0)
        {
            if (!run.ByEvent.TryGetValue(initiatingEventId, out var machine))
            {
                throw NondeterminismException.Unexpected(e, $"nothing in the workflow was begun by event {initiatingEventId}");
            }

            machine.OnEvent(e);
            return false;
        }

        HandlePlain(e, next);
        return false;
    }

    private bool HandleCommandEvent(HistoryEvent e, HistoryEvent? next)
    {
        while (true)
        {
            var front = run.Commands.Front();
            switch (PatchMachine.Fit(front, e))
            {
                case PatchFit.SkipEvent:
                    return PatchMachine.IsChangeVersion(next);
                case PatchFit.SkipCommand:
                    run.Commands.RemoveFront();
                    continue;
            }

            if (front is null)
            {
                throw NondeterminismException.NoCommand(e);
            }

            if (front.RecordedAs != e.EventType)
            {
                throw NondeterminismException.Mismatch(front, e);
            }

            run.Commands.RemoveFront();
            front.Machine.OnRecorded(front, e);
            run.IsFinished |= EventKinds.IsFinal(e.EventType);
            return false;
        }
    }

    private void HandlePlain(HistoryEvent e, HistoryEvent? next)
    {
        switch (e.EventType)
        {
            case EventType.WorkflowExecutionStarted:
                run.Started = e.WorkflowExecutionStartedEventAttributes;
                run.Task.OnRunStarted(e);
                run.Tell(StartShapes.Initialize(run, e));
                break;
            case EventType.WorkflowTaskStarted:
                run.Task.OnStarted(e, next);
                break;
            case EventType.WorkflowTaskScheduled:
            case EventType.WorkflowTaskCompleted:
            case EventType.WorkflowTaskTimedOut:
                break;
            case EventType.WorkflowTaskFailed:
                var failed = e.WorkflowTaskFailedEventAttributes;
                if (failed.Cause == WorkflowTaskFailedCause.ResetWorkflow)
                {
                    run.Tell(new WorkflowActivationJob.UpdateRandomSeed(RandomnessSeed.Of(failed.NewRunId)));
                }

                break;
            case EventType.WorkflowExecutionSignaled:
                TellSignal(e.WorkflowExecutionSignaledEventAttributes);
                break;
            case EventType.WorkflowExecutionCancelRequested:
                run.Tell(new WorkflowActivationJob.CancelWorkflow(e.WorkflowExecutionCancelRequestedEventAttributes.Cause));
                break;
            case EventType.WorkflowExecutionUpdateAdmitted:
                Admit(e);
                break;
            case EventType.WorkflowExecutionTimedOut:
            case EventType.WorkflowExecutionTerminated:
                run.IsFinished = true;
                break;
            default:
                throw new EngineException(
                    $"This worker does not know the history event {EventText.Of(e)}. Use a newer version of the library, or take out what the event is of.");
        }
    }

    private void TellSignal(WorkflowExecutionSignaledEventAttributes signal) =>
        run.Tell(new WorkflowActivationJob.SignalWorkflow(signal.SignalName)
        {
            Input = JobShapes.Payloads(signal.Input),
            Identity = signal.Identity,
            Headers = JobShapes.Fields(signal.Header),
        });

    private void Admit(HistoryEvent e)
    {
        // The request of an update that outlived a reset. Where it was accepted later, that event says so and hands it over.
        var request = e.WorkflowExecutionUpdateAdmittedEventAttributes.Request;
        var id = request.Meta?.UpdateId ?? string.Empty;
        if (run.IsReplaying)
        {
            (admitted ??= [])[id] = request;
            return;
        }

        _ = new UpdateMachine(run, ($"{id}/request", id, e.EventId), request, runValidator: true);
    }

    private void PeekAt(HistoryBuffer.TaskEvents ahead)
    {
        for (var i = 0; i < ahead.Count; i++)
        {
            var e = ahead[i];
            if (PatchMarker.Read(e) is { } patch)
            {
                run.Patches.NoteMarker(patch.PatchId);
                run.Tell(new WorkflowActivationJob.NotifyHasPatch(patch.PatchId));
            }
            else if (e.EventType == EventType.WorkflowExecutionUpdateAccepted)
            {
                DeliverAccepted(e.WorkflowExecutionUpdateAcceptedEventAttributes);
            }
        }
    }

    private void DeliverAccepted(WorkflowExecutionUpdateAcceptedEventAttributes accepted)
    {
        var request = accepted.AcceptedRequest;
        if (request?.Input is null && admitted?.Remove(accepted.ProtocolInstanceId, out var earlier) == true)
        {
            request = earlier;
        }

        if (request is null)
        {
            throw new EngineException($"History has the acceptance of update '{accepted.ProtocolInstanceId}', but not its request.");
        }

        _ = new UpdateMachine(
            run,
            (accepted.AcceptedRequestMessageId, accepted.ProtocolInstanceId, accepted.AcceptedRequestSequencingEventId),
            request,
            runValidator: false);
    }
}
