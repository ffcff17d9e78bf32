using Temporal.Server.Execution.State;
using Temporal.Server.Keys;
using Temporal.Server.Storage;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Execution;

/// <summary>Brings the open runs of the store back to life: timers, queued tasks, and what was under way between runs.</summary>
internal sealed class Recovery(IStore store, IRunHost host, WorkflowTable table, Transactor transactor, HistoryReader reader)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var runs = new List<Run>();
        await foreach (var stored in store.LoadOpenRunsAsync(cancellationToken))
        {
            runs.Add(Load(stored));
        }

        foreach (var run in runs)
        {
            if (run.State.HasRetryPolicy)
            {
                run.StartedEvent = await reader.ReadOneAsync(new HistoryRange(run.Key, null, run.State), 1, cancellationToken);
            }

            transactor.TryApply(run.Entry, (_, transition) => Revive(run, transition.Now), out _);
        }

        foreach (var run in runs)
        {
            await ResumeAsync(run, cancellationToken);
        }
    }

    private Run Load(StoredRun stored)
    {
        var state = RunState.Parser.ParseFrom(stored.State.Span);
        var entry = table.Add(state.NamespaceId, state.WorkflowId);
        var run = new Run(host, state, entry) { Version = stored.Version, IsVisibilityDirty = false };
        foreach (var part in state.Parts)
        {
            run.LoadPart((PartKind)part.Kind, part.Id, part.Data.Span, isInline: true);
        }

        foreach (var part in stored.Parts)
        {
            run.LoadPart((PartKind)part.Kind, part.Id, part.Data is { } data ? data.Span : [], isInline: false);
        }

        entry.Begin(run);
        return run;
    }

    private static void Revive(Run run, long now)
    {
        RunFactory.AddDeadlines(run);
        run.Timers.Recover();
        run.Activities.Recover(now);
        run.Tasks.Recover();
    }

    private async Task ResumeAsync(Run run, CancellationToken cancellationToken)
    {
        foreach (var child in run.Children.All.ToList())
        {
            var range = new HistoryRange(run.Key, run, null);
            if (child.StartedId == 0 && child.RunId.Length == 0)
            {
                if (await reader.ReadOneAsync(range, child.InitiatedId, cancellationToken) is { } initiated)
                {
                    host.Across.StartChild(run, child, initiated);
                }
            }
            else
            {
                await ResumeChildAsync(run, child, cancellationToken);
            }
        }

        foreach (var external in run.Externals.All.ToList())
        {
            if (await reader.ReadOneAsync(new HistoryRange(run.Key, run, null), external.InitiatedId, cancellationToken) is not { } initiated)
            {
                continue;
            }

            if (external.IsCancel)
            {
                host.Across.Cancel(run.Key, initiated, external.RequestId);
            }
            else
            {
                host.Across.Signal(run.Key, initiated, external.RequestId);
            }
        }

        await ApplyClosePolicyAsync(run, cancellationToken);
    }

    // The child closed, but the process died before its parent was told.
    private async Task ResumeChildAsync(Run run, ChildState child, CancellationToken cancellationToken)
    {
        if (await store.ReadCurrentRunAsync(child.NamespaceId, child.WorkflowId, cancellationToken) is not { IsOpen: false } current
            || current.FirstRunId != child.RunId)
        {
            return;
        }

        var key = new RunKey(child.NamespaceId, child.WorkflowId, current.RunId);
        if (await store.ReadRunAsync(key, cancellationToken) is not { } stored)
        {
            return;
        }

        var state = RunState.Parser.ParseFrom(stored.State.Span);
        if (await reader.ReadOneAsync(new HistoryRange(key, null, state), state.NextEventId - 1, cancellationToken) is { } close)
        {
            var link = new ParentLink { NamespaceId = run.State.NamespaceId, WorkflowId = run.State.WorkflowId, RunId = run.State.RunId, InitiatedId = child.InitiatedId };
            host.Across.ChildClosed(link, new Temporalio.Api.Common.V1.WorkflowExecution { WorkflowId = child.WorkflowId, RunId = current.RunId }, current.FirstRunId, close);
        }
    }

    // The parent closed, but the process died before its children were told.
    private async Task ApplyClosePolicyAsync(Run run, CancellationToken cancellationToken)
    {
        if (run.State.Parent is not { } parent || parent.ClosePolicy == ParentClosePolicy.Abandon)
        {
            return;
        }

        var key = new RunKey(parent.NamespaceId, parent.WorkflowId, parent.RunId);
        if (await store.ReadRunAsync(key, cancellationToken) is { IsClosed: true } stored
            && RunState.Parser.ParseFrom(stored.State.Span).Status != WorkflowExecutionStatus.ContinuedAsNew)
        {
            host.Across.ParentClosed(key, new ChildState
            {
                InitiatedId = parent.InitiatedId,
                WorkflowId = run.State.WorkflowId,
                NamespaceId = run.State.NamespaceId,
                RunId = run.State.FirstRunId,
                ClosePolicy = parent.ClosePolicy,
            });
        }
    }
}
