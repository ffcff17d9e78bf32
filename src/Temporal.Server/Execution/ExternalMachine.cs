using System.Globalization;
using Temporal.Server.Execution.State;
using Temporal.Server.History;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporal.Server.Execution;

/// <summary>Signals and cancel requests that a run sends to other workflows: initiated → delivered or failed.</summary>
internal sealed class ExternalMachine(Run run)
{
    private readonly Dictionary<long, ExternalState> _pending = [];

    public int Signals { get; private set; }

    public int Cancels => _pending.Count - Signals;

    public IEnumerable<ExternalState> All => _pending.Values;

    public void Load(string id, ExternalState state, bool isInline)
    {
        Add(state);
        run.Parts.Loaded(PartKind.External, id, state, isInline);
    }

    public void InitiateSignal(Transition transition, SignalExternalWorkflowExecutionCommandAttributes command, long completedId, UserMetadata? metadata)
    {
        var entry = HistoryEvents.New(EventType.SignalExternalWorkflowExecutionInitiated, transition.Now);
        entry.UserMetadata = metadata;
#pragma warning disable CS0612 // old workers read it back
        entry.SignalExternalWorkflowExecutionInitiatedEventAttributes = new SignalExternalWorkflowExecutionInitiatedEventAttributes
        {
            WorkflowTaskCompletedEventId = completedId,
            Namespace = command.Namespace,
            NamespaceId = TargetNamespaces.Of(run, command.Namespace).Id,
            WorkflowExecution = command.Execution,
            SignalName = command.SignalName,
            Input = command.Input,
            ChildWorkflowOnly = command.ChildWorkflowOnly,
            Header = command.Header,
            Control = command.Control,
        };
#pragma warning restore CS0612
        var state = Initiate(transition, entry, isCancel: false);
        transition.Elsewhere(() => run.Host.Across.Signal(run.Key, entry, state.RequestId));
    }

    public void InitiateCancel(Transition transition, RequestCancelExternalWorkflowExecutionCommandAttributes command, long completedId, UserMetadata? metadata)
    {
        var entry = HistoryEvents.New(EventType.RequestCancelExternalWorkflowExecutionInitiated, transition.Now);
        entry.UserMetadata = metadata;
#pragma warning disable CS0612 // old workers read it back
        entry.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes = new RequestCancelExternalWorkflowExecutionInitiatedEventAttributes
        {
            WorkflowTaskCompletedEventId = completedId,
            Namespace = command.Namespace,
            NamespaceId = TargetNamespaces.Of(run, command.Namespace).Id,
            WorkflowExecution = new WorkflowExecution { WorkflowId = command.WorkflowId, RunId = command.RunId },
            ChildWorkflowOnly = command.ChildWorkflowOnly,
            Reason = command.Reason,
            Control = command.Control,
        };
#pragma warning restore CS0612
        var state = Initiate(transition, entry, isCancel: true);
        transition.Elsewhere(() => run.Host.Across.Cancel(run.Key, entry, state.RequestId));
    }

    /// <summary>The signal arrived, or (with a cause) could not.</summary>
    public void SignalDone(Transition transition, HistoryEvent initiated, SignalExternalWorkflowExecutionFailedCause? cause)
    {
        var source = initiated.SignalExternalWorkflowExecutionInitiatedEventAttributes;
        if (!Remove(initiated.EventId))
        {
            return;
        }

        HistoryEvent entry;
        if (cause is null)
        {
            entry = HistoryEvents.New(EventType.ExternalWorkflowExecutionSignaled, transition.Now);
            entry.ExternalWorkflowExecutionSignaledEventAttributes = new ExternalWorkflowExecutionSignaledEventAttributes
            {
                InitiatedEventId = initiated.EventId,
                Namespace = NamespaceOf(source.Namespace),
                NamespaceId = source.NamespaceId,
                WorkflowExecution = source.WorkflowExecution,
#pragma warning disable CS0612 // old workers read it back
                Control = source.Control,
#pragma warning restore CS0612
            };
        }
        else
        {
            entry = HistoryEvents.New(EventType.SignalExternalWorkflowExecutionFailed, transition.Now);
            entry.SignalExternalWorkflowExecutionFailedEventAttributes = new SignalExternalWorkflowExecutionFailedEventAttributes
            {
                Cause = cause.Value,
                Namespace = NamespaceOf(source.Namespace),
                NamespaceId = source.NamespaceId,
                WorkflowExecution = source.WorkflowExecution,
                InitiatedEventId = initiated.EventId,
#pragma warning disable CS0612 // old workers read it back
                Control = source.Control,
#pragma warning restore CS0612
            };
        }

        run.Emit(transition, entry);
        run.Tasks.Schedule(transition);
    }

    /// <summary>The cancel request arrived, or (with a cause) could not.</summary>
    public void CancelDone(Transition transition, HistoryEvent initiated, CancelExternalWorkflowExecutionFailedCause? cause)
    {
        var source = initiated.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes;
        if (!Remove(initiated.EventId))
        {
            return;
        }

        HistoryEvent entry;
        if (cause is null)
        {
            entry = HistoryEvents.New(EventType.ExternalWorkflowExecutionCancelRequested, transition.Now);
            entry.ExternalWorkflowExecutionCancelRequestedEventAttributes = new ExternalWorkflowExecutionCancelRequestedEventAttributes
            {
                InitiatedEventId = initiated.EventId,
                Namespace = NamespaceOf(source.Namespace),
                NamespaceId = source.NamespaceId,
                WorkflowExecution = source.WorkflowExecution,
            };
        }
        else
        {
            entry = HistoryEvents.New(EventType.RequestCancelExternalWorkflowExecutionFailed, transition.Now);
            entry.RequestCancelExternalWorkflowExecutionFailedEventAttributes = new RequestCancelExternalWorkflowExecutionFailedEventAttributes
            {
                Cause = cause.Value,
                Namespace = NamespaceOf(source.Namespace),
                NamespaceId = source.NamespaceId,
                WorkflowExecution = source.WorkflowExecution,
                InitiatedEventId = initiated.EventId,
#pragma warning disable CS0612 // old workers read it back
                Control = source.Control,
#pragma warning restore CS0612
            };
        }

        run.Emit(transition, entry);
        run.Tasks.Schedule(transition);
    }

    private string NamespaceOf(string named) => named.Length > 0 ? named : run.State.Namespace;

    private ExternalState Initiate(Transition transition, HistoryEvent entry, bool isCancel)
    {
        run.EmitDirect(transition, entry);
        var state = new ExternalState { InitiatedId = entry.EventId, IsCancel = isCancel, RequestId = Guid.NewGuid().ToString() };
        Add(state);
        run.Parts.Touch(PartKind.External, Id(entry.EventId), state);
        return state;
    }

    private void Add(ExternalState state)
    {
        _pending[state.InitiatedId] = state;
        Signals += state.IsCancel ? 0 : 1;
    }

    private bool Remove(long initiatedId)
    {
        if (!_pending.Remove(initiatedId, out var state))
        {
            return false;
        }

        Signals -= state.IsCancel ? 0 : 1;
        run.Parts.Remove(PartKind.External, Id(initiatedId));
        return true;
    }

    private static string Id(long initiatedId) => initiatedId.ToString(CultureInfo.InvariantCulture);
}
