using Microsoft.Extensions.Logging;
using Temporal.Server.Clock;
using Temporal.Server.Execution.State;
using Temporal.Server.Grpc;
using Temporal.Server.Keys;
using Temporal.Server.Namespaces;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Execution;

/// <summary>Work of one run on other workflow ids. What is under way when the process dies follows again from the states of the runs.</summary>
internal sealed partial class CrossRunWork(IRunHost host, Transactor transactor, ILogger logger) : ICrossRunWork
{
    private const string System = "history-service";

    public void StartChild(Run parent, ChildState child, HistoryEvent initiated) => Start(StartChildAsync(parent.Key, parent.State, child, initiated));

    public void ChildClosed(ParentLink parent, WorkflowExecution child, string firstRunId, HistoryEvent close) =>
        Start(ToRunAsync(new RunKey(parent.NamespaceId, parent.WorkflowId, parent.RunId), (run, transition) =>
        {
            if (run.Children.Find(parent.InitiatedId) is { } state && (state.RunId.Length == 0 || state.RunId == firstRunId))
            {
                run.Children.Started(transition, parent.InitiatedId, firstRunId, null);
                run.Children.Closed(transition, parent.InitiatedId, child, close);
            }
        }));

    public void Signal(RunKey source, HistoryEvent initiated, string requestId) => Start(SignalAsync(source, initiated, requestId));

    public void Cancel(RunKey source, HistoryEvent initiated, string requestId) => Start(CancelAsync(source, initiated, requestId));

    public void ParentClosed(RunKey parent, ChildState child)
    {
        if (child.ClosePolicy == ParentClosePolicy.Abandon || child.RunId.Length == 0)
        {
            return;
        }

        Start(ApplyAsync(child.NamespaceId, child.WorkflowId, (entry, transition) =>
        {
            if (entry.Open is not { } run || run.State.FirstRunId != child.RunId)
            {
                return;
            }

            if (child.ClosePolicy == ParentClosePolicy.Terminate)
            {
                run.Closing.Terminate(transition, "by parent close policy", null, System);
            }
            else
            {
                run.Signals.RequestCancel(transition, new WorkflowExecutionCancelRequestedEventAttributes
                {
                    Identity = System,
                    ExternalWorkflowExecution = new WorkflowExecution { WorkflowId = parent.WorkflowId, RunId = parent.RunId },
                }, Guid.NewGuid().ToString());
            }
        }));
    }

    private async Task StartChildAsync(RunKey parentKey, RunState parent, ChildState child, HistoryEvent initiated)
    {
        var attributes = initiated.StartChildWorkflowExecutionInitiatedEventAttributes;
        var runId = "";
        if (parent.Status != WorkflowExecutionStatus.Running)
        {
            // Whatever the policy: who abandons a child waits until it has started.
            return;
        }

        await ApplyAsync(child.NamespaceId, child.WorkflowId, (entry, transition) =>
        {
            if (entry.Current is { } current)
            {
                if (current.StartRequestId == child.RequestId)
                {
                    runId = current.RunId;
                    return;
                }

                if (current.IsOpen || IdPolicies.CheckReuse(entry.WorkflowId, current, attributes.WorkflowIdReusePolicy) is not null)
                {
                    return;
                }
            }

            var run = RunFactory.Create(host, entry, transition, SpecOf(parent, child, initiated));
            entry.Begin(run);
            run.Tasks.Schedule(transition);
            runId = run.State.RunId;
        });
        await ToRunAsync(parentKey, (run, transition) =>
        {
            if (runId.Length > 0)
            {
                run.Children.Started(transition, child.InitiatedId, runId, attributes.Header);
            }
            else
            {
                run.Children.StartFailed(transition, child.InitiatedId, StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists);
            }
        });
    }

    private static StartSpec SpecOf(RunState parent, ChildState child, HistoryEvent initiated)
    {
        var attributes = initiated.StartChildWorkflowExecutionInitiatedEventAttributes;
        return new StartSpec
        {
            Namespace = new NamespaceRef(child.NamespaceId, child.Namespace),
            WorkflowId = child.WorkflowId,
            RequestId = child.RequestId,
            WorkflowType = attributes.WorkflowType,
            TaskQueue = attributes.TaskQueue.Name,
            Input = attributes.Input,
            Header = attributes.Header,
            Memo = attributes.Memo,
            SearchAttributes = attributes.SearchAttributes,
            ExecutionTimeout = Times.Ticks(attributes.WorkflowExecutionTimeout),
            RunTimeout = Times.Ticks(attributes.WorkflowRunTimeout),
            TaskTimeout = Times.Ticks(attributes.WorkflowTaskTimeout),
            RetryPolicy = attributes.RetryPolicy,
            Priority = Priorities.Inherit(attributes.Priority, parent.Priority),
            UserMetadata = initiated.UserMetadata,
            Parent = new ParentLink
            {
                NamespaceId = parent.NamespaceId,
                Namespace = parent.Namespace,
                WorkflowId = parent.WorkflowId,
                RunId = parent.RunId,
                InitiatedId = child.InitiatedId,
                ClosePolicy = child.ClosePolicy,
            },
            Root = parent.Root ?? new WorkflowExecution { WorkflowId = parent.WorkflowId, RunId = parent.RunId },
        };
    }

    private async Task SignalAsync(RunKey source, HistoryEvent initiated, string requestId)
    {
        var attributes = initiated.SignalExternalWorkflowExecutionInitiatedEventAttributes;
        SignalExternalWorkflowExecutionFailedCause? cause = null;
        await ApplyAsync(attributes.NamespaceId, attributes.WorkflowExecution.WorkflowId, (entry, transition) =>
        {
            if (FindTarget(entry, source, attributes.WorkflowExecution.RunId, attributes.ChildWorkflowOnly) is not { } target)
            {
                cause = SignalExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound;
                return;
            }

            try
            {
                target.Signals.Receive(transition, new WorkflowExecutionSignaledEventAttributes
                {
                    SignalName = attributes.SignalName,
                    Input = attributes.Input,
                    Identity = System,
                    Header = attributes.Header,
                    ExternalWorkflowExecution = new WorkflowExecution { WorkflowId = source.WorkflowId, RunId = source.RunId },
                    RequestId = requestId,
                });
            }
            catch (ServiceException)
            {
                cause = SignalExternalWorkflowExecutionFailedCause.SignalCountLimitExceeded;
            }
        });
        await ToRunAsync(source, (run, transition) => run.Externals.SignalDone(transition, initiated, cause));
    }

    private async Task CancelAsync(RunKey source, HistoryEvent initiated, string requestId)
    {
        var attributes = initiated.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes;
        CancelExternalWorkflowExecutionFailedCause? cause = null;
        await ApplyAsync(attributes.NamespaceId, attributes.WorkflowExecution.WorkflowId, (entry, transition) =>
        {
            if (entry.Open is null && entry.Current is { } last && (attributes.WorkflowExecution.RunId.Length == 0 || attributes.WorkflowExecution.RunId == last.RunId))
            {
                // Asking a finished workflow to end is not an error.
                return;
            }

            if (FindTarget(entry, source, attributes.WorkflowExecution.RunId, attributes.ChildWorkflowOnly) is not { } target)
            {
                cause = CancelExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound;
                return;
            }

            target.Signals.RequestCancel(transition, new WorkflowExecutionCancelRequestedEventAttributes
            {
                Cause = attributes.Reason,
                ExternalInitiatedEventId = initiated.EventId,
                ExternalWorkflowExecution = new WorkflowExecution { WorkflowId = source.WorkflowId, RunId = source.RunId },
                Identity = System,
            }, requestId);
        });
        await ToRunAsync(source, (run, transition) => run.Externals.CancelDone(transition, initiated, cause));
    }

    // A run id names a run of the chain that a child began with as well: the child may have continued as new.
    private static Run? FindTarget(WorkflowEntry entry, RunKey source, string runId, bool isChildOnly)
    {
        if (entry.Open is not { } run || run.State.RunId == source.RunId)
        {
            return null;
        }

        if (isChildOnly)
        {
            return run.State.Parent is { } parent && parent.WorkflowId == source.WorkflowId && parent.RunId == source.RunId ? run : null;
        }

        return runId.Length == 0 || run.State.RunId == runId ? run : null;
    }

    private async Task ToRunAsync(RunKey key, Action<Run, Transition> body) =>
        await ApplyAsync(key.NamespaceId, key.WorkflowId, (entry, transition) =>
        {
            if (entry.Open is { } run && run.State.RunId == key.RunId)
            {
                body(run, transition);
            }
        });

    // The order of the writes is that of the calls, so the next step need not wait for this one to be durable.
    private async Task ApplyAsync(string namespaceId, string workflowId, Action<WorkflowEntry, Transition> body)
    {
        var durable = await transactor.EnqueueAsync(namespaceId, workflowId, body);
        if (!durable.IsCompletedSuccessfully)
        {
            Start(durable);
        }
    }

    private void Start(Task work) => _ = ObserveAsync(work);

    private async Task ObserveAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception error) when (error is ServiceException or InvalidOperationException)
        {
            LogFailed(logger, error);
        }
    }

    [LoggerMessage(EventId = 7101, Level = LogLevel.Error, Message = "Work between two workflows failed")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
