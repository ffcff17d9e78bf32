using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Execution.State;
using Temporal.Server.Grpc;
using Temporal.Server.History;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;

namespace Temporal.Server.Execution.Updates;

/// <summary>The updates of a run: admitted → sent → accepted → completed, or rejected without a trace.</summary>
/// <remarks>What is not accepted lives in memory only: after a restart its caller asks again.</remarks>
internal sealed class UpdateRegistry(Run run)
{
    private const int FailingAttempts = 3;

    private readonly OrderedDictionary<string, Update> _inFlight = [];
    private readonly Dictionary<string, UpdateState> _known = [];

    public bool HasAdmitted => _inFlight.Values.Any(update => update.Stage == UpdateStage.Admitted);

    public Update? Find(string id) => _inFlight.GetValueOrDefault(id);

    /// <summary>Where the outcome of a completed (or the acceptance of an accepted) update is in history.</summary>
    public UpdateState? FindKnown(string id) => _known.GetValueOrDefault(id);

    public void Load(string id, UpdateState state, bool isInline)
    {
        _known[id] = state;
        run.Parts.Loaded(PartKind.Update, id, state, isInline);
        if (state.CompletedId == 0)
        {
            var update = new Update(id, new Request()) { Stage = UpdateStage.Accepted, AcceptedId = state.AcceptedId };
            update.Accept();
            _inFlight.Add(id, update);
        }
    }

    /// <summary>Takes an update in and makes sure that a workflow task comes for it.</summary>
    public Update Admit(Transition transition, string id, Request request)
    {
        if (run.IsClosing)
        {
            throw ServiceException.Closing();
        }

        var limits = run.Host.Limits;
        if (_inFlight.Count >= limits.UpdatesInFlight)
        {
            throw ServiceException.Exhausted(ResourceExhaustedCause.ConcurrentLimit, $"limit on number of concurrent in-flight updates has been reached ({limits.UpdatesInFlight})");
        }

        if (run.State.UpdateCount >= limits.UpdatesTotal)
        {
            throw ServiceException.FailedPrecondition($"limit on number of total updates has been reached ({limits.UpdatesTotal})");
        }

        if (run.Tasks.Pending is not null && run.Tasks.Attempt >= FailingAttempts)
        {
            throw NotReady();
        }

        var update = new Update(id, request);
        _inFlight.Add(id, update);
        run.Tasks.Schedule(transition, isSpeculative: true);
        return update;
    }

    /// <summary>What goes to the worker with the task that is being started.</summary>
    public IReadOnlyList<Message> Send(long sequencingId)
    {
        if (_inFlight.Count == 0)
        {
            return [];
        }

        var messages = new List<Message>();
        foreach (var update in _inFlight.Values.Where(update => update.Stage == UpdateStage.Admitted))
        {
            update.Stage = UpdateStage.Sent;
            messages.Add(new Message
            {
                Id = update.MessageId,
                ProtocolInstanceId = update.Id,
                EventId = sequencingId,
                Body = Any.Pack(update.Request),
            });
        }

        return messages;
    }

    /// <summary>The worker asks for more time only: what its task carried goes with the next one too.</summary>
    public void SendAgain()
    {
        foreach (var update in _inFlight.Values.Where(update => update.Stage == UpdateStage.Sent))
        {
            update.Stage = UpdateStage.Admitted;
        }
    }

    /// <summary>The task that carried them did not complete: they go with the next one.</summary>
    public void TakeBack()
    {
        SendAgain();
        if (run.State.TaskAttempt >= FailingAttempts)
        {
            foreach (var update in _inFlight.Values.Where(update => update.Stage == UpdateStage.Admitted).ToList())
            {
                _inFlight.Remove(update.Id);
                update.Abort(NotReady());
            }
        }
    }

    /// <summary>The worker's answer about them was wrong: their callers are told.</summary>
    public void AbortSent(Transition transition)
    {
        var error = ServiceException.NotReady("Unable to perform workflow execution update due to unexpected workflow task failure.");
        foreach (var update in _inFlight.Values.Where(update => update.Stage == UpdateStage.Sent).ToList())
        {
            _inFlight.Remove(update.Id);
            transition.AfterCommit(() => update.Abort(error));
        }
    }

    /// <summary>What is wrong with a message of the worker; null when nothing is.</summary>
    public string? Check(Message message)
    {
        if (message.Body is null)
        {
            return "message body is not set";
        }

        var update = _inFlight.GetValueOrDefault(message.ProtocolInstanceId);
        if (message.Body.Is(Acceptance.Descriptor))
        {
            return IsWaiting(update) || CanResurrect(message) ? null : NotFound(message);
        }

        if (message.Body.Is(Rejection.Descriptor))
        {
            return IsWaiting(update) ? null : NotFound(message);
        }

        if (message.Body.Is(Response.Descriptor))
        {
            return update is null ? NotFound(message)
                : IsWaiting(update) ? $"invalid state transition attempted for Update {update.Id}: received *update.Response message while in state {update.Stage}"
                : null;
        }

        return $"unsupported message type {message.Body.TypeUrl}";
    }

    /// <summary>Applies a checked message of the worker.</summary>
    public void Apply(Transition transition, Message message)
    {
        if (!_inFlight.TryGetValue(message.ProtocolInstanceId, out var update))
        {
            if (!CanResurrect(message))
            {
                return;
            }

            update = new Update(message.ProtocolInstanceId, message.Body.Unpack<Acceptance>().AcceptedRequest);
            _inFlight.Add(update.Id, update);
        }

        if (message.Body.Is(Acceptance.Descriptor))
        {
            Accept(transition, update, message.Body.Unpack<Acceptance>());
        }
        else if (message.Body.Is(Rejection.Descriptor))
        {
            Reject(transition, update, message.Body.Unpack<Rejection>().Failure);
        }
        else
        {
            Complete(transition, update, message.Body.Unpack<Response>());
        }
    }

    /// <summary>Updates that a completed task carried and did not answer: the worker does not know updates.</summary>
    public void RejectUnprocessed(Transition transition)
    {
        foreach (var update in _inFlight.Values.Where(update => update.Stage == UpdateStage.Sent).ToList())
        {
            Reject(transition, update, Failures.Application("Workflow Update is rejected because it wasn't processed by worker. Probably, Workflow Update is not supported by the worker.", "UnprocessedUpdate", nonRetryable: true));
        }
    }

    /// <summary>What an accepted update comes to whose run has ended before it.</summary>
    public static Outcome EndedWithTheRun() => new()
    {
        Failure = Failures.Application("Workflow Update failed because the Workflow completed before the Update completed.", "AcceptedUpdateCompletedWorkflow", nonRetryable: true),
    };

    public void RunClosed(Transition transition, bool hasSuccessor)
    {
        foreach (var update in _inFlight.Values.ToList())
        {
            if (update.Stage == UpdateStage.Accepted)
            {
                var outcome = EndedWithTheRun();
                transition.AfterCommit(() => update.Complete(outcome));
            }
            else
            {
                var error = hasSuccessor
                    ? ServiceException.Closing()
                    : ServiceException.NotFound("workflow update was aborted by closing workflow");
                transition.AfterCommit(() => update.Abort(error));
            }
        }

        _inFlight.Clear();
    }

    // One that was sent, or whose caller asked again after a restart while the worker still held the task that carried it.
    private static bool IsWaiting(Update? update) => update is { Stage: UpdateStage.Sent or UpdateStage.Admitted };

    // Updates that are not accepted are forgotten in a restart. A worker that held the task meanwhile brings the request back with its acceptance.
    private bool CanResurrect(Message message) =>
        message.Body.Is(Acceptance.Descriptor)
        && !_inFlight.ContainsKey(message.ProtocolInstanceId)
        && !_known.ContainsKey(message.ProtocolInstanceId)
        && message.Body.Unpack<Acceptance>().AcceptedRequest?.Meta?.UpdateId == message.ProtocolInstanceId;

    private static string NotFound(Message message) =>
        $"update {message.ProtocolInstanceId} wasn't found on the server. This is most likely a transient error which will be resolved automatically by retries";

    private static ServiceException NotReady() =>
        ServiceException.NotReady("Unable to perform workflow execution update due to Workflow Task in failed state.");

    private void Accept(Transition transition, Update update, Acceptance acceptance)
    {
        var entry = HistoryEvents.New(EventType.WorkflowExecutionUpdateAccepted, transition.Now);
        entry.WorkflowExecutionUpdateAcceptedEventAttributes = new WorkflowExecutionUpdateAcceptedEventAttributes
        {
            ProtocolInstanceId = update.Id,
            AcceptedRequestMessageId = acceptance.AcceptedRequestMessageId,
            AcceptedRequestSequencingEventId = acceptance.AcceptedRequestSequencingEventId,
            AcceptedRequest = acceptance.AcceptedRequest ?? update.Request,
        };
        update.AcceptedId = run.EmitDirect(transition, entry).EventId;
        update.Stage = UpdateStage.Accepted;
        run.State.UpdateCount++;
        Save(update, completedId: 0);
        transition.AfterCommit(update.Accept);
    }

    private void Complete(Transition transition, Update update, Response response)
    {
        if (update.Stage != UpdateStage.Accepted)
        {
            return;
        }

        var entry = HistoryEvents.New(EventType.WorkflowExecutionUpdateCompleted, transition.Now);
        entry.WorkflowExecutionUpdateCompletedEventAttributes = new WorkflowExecutionUpdateCompletedEventAttributes
        {
            Meta = response.Meta ?? new Meta { UpdateId = update.Id },
            AcceptedEventId = update.AcceptedId,
            Outcome = response.Outcome,
        };
        run.EmitDirect(transition, entry);
        update.Stage = UpdateStage.Completed;
        _inFlight.Remove(update.Id);
        Save(update, entry.EventId);
        transition.AfterCommit(() => update.Complete(response.Outcome));
    }

    private void Reject(Transition transition, Update update, Temporalio.Api.Failure.V1.Failure failure)
    {
        _inFlight.Remove(update.Id);
        update.Stage = UpdateStage.Completed;
        transition.AfterCommit(() => update.Complete(new Outcome { Failure = failure }));
    }

    private void Save(Update update, long completedId)
    {
        var state = new UpdateState { UpdateId = update.Id, AcceptedId = update.AcceptedId, CompletedId = completedId };
        _known[update.Id] = state;
        run.Parts.Touch(PartKind.Update, update.Id, state);
    }
}
