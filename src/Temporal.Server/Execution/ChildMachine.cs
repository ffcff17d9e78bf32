using System.Globalization;
using Temporal.Server.Clock;
using Temporal.Server.Execution.State;
using Temporal.Server.History;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using TaskQueue = Temporalio.Api.TaskQueue.V1.TaskQueue;

namespace Temporal.Server.Execution;

/// <summary>The child workflows of a run: initiated → started → closed, or initiated → failed to start.</summary>
internal sealed class ChildMachine(Run run)
{
    private const long BufferedId = -1;

    private readonly Dictionary<long, ChildState> _children = [];

    public int Count => _children.Count;

    public IEnumerable<ChildState> All => _children.Values;

    public ChildState? Find(long initiatedId) => _children.GetValueOrDefault(initiatedId);

    public void Load(string id, ChildState state, bool isInline)
    {
        _children[state.InitiatedId] = state;
        run.Parts.Loaded(PartKind.Child, id, state, isInline);
    }

    public void Initiate(Transition transition, StartChildWorkflowExecutionCommandAttributes command, long completedId, UserMetadata? metadata)
    {
        var entry = HistoryEvents.New(EventType.StartChildWorkflowExecutionInitiated, transition.Now);
        entry.UserMetadata = metadata;
        entry.StartChildWorkflowExecutionInitiatedEventAttributes = Attributes(command, completedId);
        run.EmitDirect(transition, entry);
        var state = new ChildState
        {
            InitiatedId = entry.EventId,
            WorkflowId = command.WorkflowId,
            WorkflowType = command.WorkflowType.Name,
            ClosePolicy = entry.StartChildWorkflowExecutionInitiatedEventAttributes.ParentClosePolicy,
            RequestId = string.Create(CultureInfo.InvariantCulture, $"{run.State.RunId}:{entry.EventId}:0"),
            Namespace = entry.StartChildWorkflowExecutionInitiatedEventAttributes.Namespace,
            NamespaceId = entry.StartChildWorkflowExecutionInitiatedEventAttributes.NamespaceId,
        };
        _children.Add(entry.EventId, state);
        Save(state);
        transition.Elsewhere(() => run.Host.Across.StartChild(run, state, entry));
    }

    public void Started(Transition transition, long initiatedId, string runId, Header? header)
    {
        if (!_children.TryGetValue(initiatedId, out var state) || state.StartedId != 0)
        {
            return;
        }

        state.RunId = runId;
        var entry = HistoryEvents.New(EventType.ChildWorkflowExecutionStarted, transition.Now);
        entry.ChildWorkflowExecutionStartedEventAttributes = new ChildWorkflowExecutionStartedEventAttributes
        {
            Namespace = state.Namespace,
            NamespaceId = state.NamespaceId,
            InitiatedEventId = initiatedId,
            WorkflowExecution = Execution(state),
            WorkflowType = new WorkflowType { Name = state.WorkflowType },
            Header = header,
        };
        run.Emit(transition, entry);
        state.StartedId = entry.EventId == 0 ? BufferedId : entry.EventId;
        Save(state);
        run.Tasks.Schedule(transition);
    }

    public void StartFailed(Transition transition, long initiatedId, StartChildWorkflowExecutionFailedCause cause)
    {
        if (!_children.TryGetValue(initiatedId, out var state) || state.StartedId != 0)
        {
            return;
        }

        Remove(state);
        var entry = HistoryEvents.New(EventType.StartChildWorkflowExecutionFailed, transition.Now);
        entry.StartChildWorkflowExecutionFailedEventAttributes = new StartChildWorkflowExecutionFailedEventAttributes
        {
            Namespace = state.Namespace,
            NamespaceId = state.NamespaceId,
            WorkflowId = state.WorkflowId,
            WorkflowType = new WorkflowType { Name = state.WorkflowType },
            Cause = cause,
            InitiatedEventId = initiatedId,
        };
        run.Emit(transition, entry);
        run.Tasks.Schedule(transition);
    }

    /// <summary>The child has closed with this event of its own history.</summary>
    public void Closed(Transition transition, long initiatedId, WorkflowExecution execution, HistoryEvent close)
    {
        if (!_children.TryGetValue(initiatedId, out var state))
        {
            return;
        }

        Remove(state);
        run.Emit(transition, ChildCloseEvents.Build(transition.Now, state, execution, close));
        run.Tasks.Schedule(transition);
    }

    public void SetStartedId(long initiatedId, long startedId)
    {
        if (_children.TryGetValue(initiatedId, out var state))
        {
            state.StartedId = startedId;
            Save(state);
        }
    }

    /// <summary>The run is closed for good: close policies, and children that are to be started all the same.</summary>
    public void ParentClosed(Transition transition)
    {
        foreach (var child in _children.Values)
        {
            transition.Elsewhere(() => run.Host.Across.ParentClosed(run.Key, child));
        }
    }

    private static WorkflowExecution Execution(ChildState state) => new() { WorkflowId = state.WorkflowId, RunId = state.RunId };

    private StartChildWorkflowExecutionInitiatedEventAttributes Attributes(StartChildWorkflowExecutionCommandAttributes command, long completedId)
    {
        var runTimeout = Times.Shorter(Times.Ticks(command.WorkflowRunTimeout), Times.Ticks(command.WorkflowExecutionTimeout));
#pragma warning disable CS0612 // workers still send it
        var target = TargetNamespaces.Of(run, command.Namespace);
#pragma warning restore CS0612
        return new StartChildWorkflowExecutionInitiatedEventAttributes
        {
            Namespace = target.Name,
            NamespaceId = target.Id,
            WorkflowId = command.WorkflowId,
            WorkflowType = command.WorkflowType,
            TaskQueue = new TaskQueue
            {
                Name = command.TaskQueue?.Name is { Length: > 0 } name ? name : run.State.TaskQueue,
                Kind = TaskQueueKind.Normal,
            },
            Input = command.Input,
            WorkflowExecutionTimeout = command.WorkflowExecutionTimeout,
            WorkflowRunTimeout = Times.ToDuration(runTimeout),
            WorkflowTaskTimeout = Times.ToDuration(RunFactory.TaskTimeout(command.WorkflowTaskTimeout, run.Host.Limits, runTimeout)),
            ParentClosePolicy = command.ParentClosePolicy == ParentClosePolicy.Unspecified ? ParentClosePolicy.Terminate : command.ParentClosePolicy,
            WorkflowTaskCompletedEventId = completedId,
            WorkflowIdReusePolicy = command.WorkflowIdReusePolicy == WorkflowIdReusePolicy.Unspecified ? WorkflowIdReusePolicy.AllowDuplicate : command.WorkflowIdReusePolicy,
            RetryPolicy = command.RetryPolicy is null ? null : RetryPolicies.WithDefaults(command.RetryPolicy),
            Header = command.Header,
            Memo = command.Memo,
            SearchAttributes = run.Host.SearchAttributes.Typed(run.State.Namespace, command.SearchAttributes),
#pragma warning disable CS0612 // workers still send it
            Control = command.Control,
#pragma warning restore CS0612
            Priority = command.Priority,
        };
    }

    private void Remove(ChildState state)
    {
        _children.Remove(state.InitiatedId);
        run.Parts.Remove(PartKind.Child, Id(state));
    }

    private void Save(ChildState state) => run.Parts.Touch(PartKind.Child, Id(state), state);

    private static string Id(ChildState state) => state.InitiatedId.ToString(CultureInfo.InvariantCulture);
}
