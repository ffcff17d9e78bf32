using Temporal.Server.Clock;
using Temporal.Server.Execution.State;
using Temporal.Server.History;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporal.Server.Execution;

/// <summary>The timers of a run: started → fired or cancelled.</summary>
internal sealed class TimerMachine(Run run)
{
    private readonly Dictionary<string, TimerState> _timers = [];

    public bool Has(string timerId) => _timers.ContainsKey(timerId);

    public void Load(string id, TimerState state, bool isInline)
    {
        _timers[id] = state;
        run.Parts.Loaded(PartKind.Timer, id, state, isInline);
    }

    public void Start(Transition transition, StartTimerCommandAttributes command, long completedId, UserMetadata? metadata)
    {
        var entry = HistoryEvents.New(EventType.TimerStarted, transition.Now);
        entry.UserMetadata = metadata;
        entry.TimerStartedEventAttributes = new TimerStartedEventAttributes
        {
            TimerId = command.TimerId,
            StartToFireTimeout = command.StartToFireTimeout,
            WorkflowTaskCompletedEventId = completedId,
        };
        run.EmitDirect(transition, entry);
        var state = new TimerState
        {
            TimerId = command.TimerId,
            StartedId = entry.EventId,
            DueAt = Times.Add(transition.Now, Times.Ticks(command.StartToFireTimeout)),
        };
        _timers.Add(command.TimerId, state);
        run.Parts.Touch(PartKind.Timer, command.TimerId, state);
        Add(state);
    }

    /// <summary>Cancels a pending timer, or takes back the firing that the worker has not seen.</summary>
    public void Cancel(Transition transition, string timerId, long completedId, string identity)
    {
        var startedId = 0L;
        if (_timers.Remove(timerId, out var state))
        {
            startedId = state.StartedId;
            run.Parts.Remove(PartKind.Timer, timerId);
        }
        else
        {
            startedId = run.Buffer.FiredTimerStartedId(timerId);
            run.Buffer.RemoveTimerFired(timerId);
        }

        var entry = HistoryEvents.New(EventType.TimerCanceled, transition.Now);
        entry.TimerCanceledEventAttributes = new TimerCanceledEventAttributes
        {
            TimerId = timerId,
            StartedEventId = startedId,
            WorkflowTaskCompletedEventId = completedId,
            Identity = identity,
        };
        run.EmitDirect(transition, entry);
    }

    public void Due(Transition transition, Deadline deadline)
    {
        if (!_timers.TryGetValue(deadline.Id, out var state) || state.StartedId != deadline.EventId)
        {
            return;
        }

        _timers.Remove(deadline.Id);
        run.Parts.Remove(PartKind.Timer, deadline.Id);
        var entry = HistoryEvents.New(EventType.TimerFired, transition.Now);
        entry.TimerFiredEventAttributes = new TimerFiredEventAttributes { TimerId = state.TimerId, StartedEventId = state.StartedId };
        run.Emit(transition, entry);
        run.Tasks.Schedule(transition);
    }

    public void Recover()
    {
        foreach (var state in _timers.Values)
        {
            Add(state);
        }
    }

    private void Add(TimerState state) =>
        run.Deadlines.Add(new Deadline(DeadlineKind.Timer, state.DueAt, state.TimerId, state.StartedId));
}
