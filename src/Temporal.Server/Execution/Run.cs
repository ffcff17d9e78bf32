using System.Globalization;
using Temporal.Server.Execution.Queries;
using Temporal.Server.Execution.State;
using Temporal.Server.Execution.Updates;
using Temporal.Server.History;
using Temporal.Server.Keys;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Execution;

/// <summary>One run of a workflow in memory: its state and the machines that change it. Everything here happens under the lock of its workflow id.</summary>
internal sealed class Run
{
    private TaskCompletionSource? _changed;
    private long _lastStamp;

    public Run(IRunHost host, RunState state, WorkflowEntry entry)
    {
        Host = host;
        State = state;
        Entry = entry;
        Key = new RunKey(state.NamespaceId, state.WorkflowId, state.RunId);
        History = new RunHistory(state);
        Buffer = new EventBuffer(state, Parts);
        Deadlines = new RunDeadlines(host.Clock, () => host.Wake(this));
        Tasks = new WorkflowTaskMachine(this);
        Activities = new ActivityMachine(this);
        Timers = new TimerMachine(this);
        Children = new ChildMachine(this);
        Externals = new ExternalMachine(this);
        Signals = new SignalMachine(this);
        Closing = new ClosingMachine(this);
        Updates = new UpdateRegistry(this);
        Queries = new QueryRegistry(this);
    }

    public IRunHost Host { get; }

    public RunKey Key { get; }

    public RunState State { get; }

    public WorkflowEntry Entry { get; }

    public RunParts Parts { get; } = new();

    public RunHistory History { get; }

    public EventBuffer Buffer { get; }

    public RunDeadlines Deadlines { get; }

    public WorkflowTaskMachine Tasks { get; }

    public ActivityMachine Activities { get; }

    public TimerMachine Timers { get; }

    public ChildMachine Children { get; }

    public ExternalMachine Externals { get; }

    public SignalMachine Signals { get; }

    public ClosingMachine Closing { get; }

    public UpdateRegistry Updates { get; }

    public QueryRegistry Queries { get; }

    /// <summary>Counts the writes of this run.</summary>
    public long Version { get; set; }

    /// <summary>The visibility record changed with the next write.</summary>
    public bool IsVisibilityDirty { get; set; } = true;

    /// <summary>The first event, kept where the run may have to be repeated from it.</summary>
    public HistoryEvent? StartedEvent { get; set; }

    /// <summary>The event that closed the run.</summary>
    public HistoryEvent? CloseEvent { get; set; }

    /// <summary>The writes that are under way.</summary>
    public int OpenCommits { get; set; }

    /// <summary>A worker wanted to end it but had not seen all, and looks again now.</summary>
    public bool IsClosing => State.CloseAttempted && Tasks.IsStarted;

    public bool IsOpen => State.Status == WorkflowExecutionStatus.Running;

    public WorkflowExecution Execution => new() { WorkflowId = State.WorkflowId, RunId = State.RunId };

    /// <summary>A number that no other attempt of this run has, over restarts too.</summary>
    public long NextStamp(long now) => _lastStamp = Math.Max(now, _lastStamp + 1);

    /// <summary>Records an event that comes from outside: at once, or after the workflow task that is under way.</summary>
    public void Emit(Transition transition, HistoryEvent entry)
    {
        transition.Touch(this);
        Tasks.MakeSpeculativeNormal(transition);
        if (!Tasks.IsStarted)
        {
            History.Append(entry);
            return;
        }

        Buffer.Add(entry);
        if (Buffer.Count > Host.Limits.BufferedEvents || Buffer.Bytes > Host.Limits.BufferedEventsSize)
        {
            Tasks.Fail(transition, new TaskFailure(WorkflowTaskFailedCause.ForceCloseCommand, null, "history-service"), keepsAttempt: true);
        }
    }

    /// <summary>Records an event that belongs to a workflow task or closes the run.</summary>
    public HistoryEvent EmitDirect(Transition transition, HistoryEvent entry)
    {
        transition.Touch(this);
        return History.Append(entry);
    }

    /// <summary>Gives buffered events their ids and places; true when there were any.</summary>
    public bool FlushBuffer(Transition transition)
    {
        if (Buffer.Count == 0)
        {
            return false;
        }

        var started = new Dictionary<long, long>();
        foreach (var entry in Buffer.Drain())
        {
            EmitDirect(transition, entry);
            if (entry.ActivityTaskStartedEventAttributes is { } activity)
            {
                started[activity.ScheduledEventId] = entry.EventId;
            }
            else if (entry.ChildWorkflowExecutionStartedEventAttributes is { } child)
            {
                started[child.InitiatedEventId] = entry.EventId;
                Children.SetStartedId(child.InitiatedEventId, entry.EventId);
            }
            else if (entry.WorkflowExecutionOptionsUpdatedEventAttributes is { AttachedRequestId: { Length: > 0 } requestId })
            {
                State.AttachedRequests[requestId] = entry.EventId;
            }
            else
            {
                HistoryEvents.WireStartedId(entry, started);
            }
        }

        return true;
    }

    /// <summary>Completes at the next durable change.</summary>
    public Task NextChangeAsync()
    {
        _changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _changed.Task;
    }

    public void Changed()
    {
        var changed = _changed;
        _changed = null;
        changed?.TrySetResult();
    }

    /// <summary>Takes back a stored piece of state.</summary>
    public void LoadPart(PartKind kind, string id, ReadOnlySpan<byte> data, bool isInline)
    {
        switch (kind)
        {
            case PartKind.Activity:
                Activities.Pending.Load(id, ActivityState.Parser.ParseFrom(data), isInline);
                break;
            case PartKind.Timer:
                Timers.Load(id, TimerState.Parser.ParseFrom(data), isInline);
                break;
            case PartKind.Child:
                Children.Load(id, ChildState.Parser.ParseFrom(data), isInline);
                break;
            case PartKind.External:
                Externals.Load(id, ExternalState.Parser.ParseFrom(data), isInline);
                break;
            case PartKind.Update:
                Updates.Load(id, UpdateState.Parser.ParseFrom(data), isInline);
                break;
            case PartKind.BufferedEvent:
                Buffer.Load(id, HistoryEvent.Parser.ParseFrom(data), isInline);
                break;
            case PartKind.SignalRequestId:
                Signals.Load(id, isInline);
                break;
            default:
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Run {State.RunId} has a part of the unknown kind {(int)kind}; it was written by a newer version of this server."));
        }
    }
}
