using Google.Protobuf;
using Temporal.Server.Clock;
using Temporal.Server.Grpc;
using Temporal.Server.Storage;

namespace Temporal.Server.Execution;

/// <summary>Carries out transitions: changes under the lock, one write, and what follows once that is durable.</summary>
/// <remarks>
/// The next transition of a run may begin before the last one is durable, because the store keeps the order. Nothing is answered, and no task handed
/// out, before its own write is.
/// </remarks>
internal sealed class Transactor(IStore store, IServerClock clock, WorkflowTable table)
{
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the error when a write failed: memory is ahead of the store then, and this engine answers nothing any more.</summary>
    public Task Failed => _failed.Task;

    /// <summary>One transition of a workflow id; completes when it is durable.</summary>
    public async Task ApplyAsync(string namespaceId, string workflowId, Action<WorkflowEntry, Transition> body) =>
        await await EnqueueAsync(namespaceId, workflowId, body);

    /// <summary>One transition of a workflow id; completes when its write is queued, with the task of its being durable.</summary>
    public async ValueTask<Task> EnqueueAsync(string namespaceId, string workflowId, Action<WorkflowEntry, Transition> body)
    {
        while (true)
        {
            var entry = await table.GetAsync(namespaceId, workflowId);
            if (TryApply(entry, body, out var durable))
            {
                return durable;
            }
        }
    }

    /// <summary>One transition of an entry that is in memory; false when it was retired.</summary>
    public bool TryApply(WorkflowEntry entry, Action<WorkflowEntry, Transition> body, out Task durable)
    {
        if (_failed.Task.IsCompleted)
        {
            throw ServiceException.Unavailable("A write of the store has failed; the service reads its state again. Repeat the call.");
        }

        Transition transition;
        Task? commit;
        Task before;
        var nextIds = Array.Empty<long>();
        lock (entry.Gate)
        {
            if (entry.IsRetired)
            {
                durable = Task.CompletedTask;
                return false;
            }

            transition = new Transition(clock.Now.UtcTicks);
            body(entry, transition);
            commit = Write(entry, transition, ref nextIds);
            if (commit is not null)
            {
                entry.LastCommit = commit;
            }

            before = entry.LastCommit;
            entry.Run?.Deadlines.Arm();
            if (commit is null)
            {
                RetireIfIdle(entry);
            }
        }

        transition.RunElsewhere();
        durable = FinishAsync(entry, transition, nextIds, commit, before);
        return true;
    }

    private Task? Write(WorkflowEntry entry, Transition transition, ref long[] nextIds)
    {
        if (transition.Touched.Count == 0)
        {
            return null;
        }

        var writes = new List<RunWrite>(transition.Touched.Count);
        nextIds = new long[transition.Touched.Count];
        for (var i = 0; i < nextIds.Length; i++)
        {
            var run = transition.Touched[i];
            run.OpenCommits++;
            writes.Add(WriteOf(entry, run));
            nextIds[i] = run.State.NextEventId;
        }

        return store.CommitAsync(new StoreCommit { Runs = writes });
    }

    private static RunWrite WriteOf(WorkflowEntry entry, Run run)
    {
        var state = run.State;
        var batch = run.History.Seal();
        state.Transitions++;
        IReadOnlyList<RunPart> parts = [];
        if (run.IsOpen)
        {
            parts = run.Parts.Collect(state);
        }
        else
        {
            run.Parts.Fold(state);
        }

        CurrentRun? current = null;
        if (run == entry.Run && (run.Version == 0 || !run.IsOpen))
        {
            current = WorkflowEntry.Of(run);
            entry.Current = current;
        }

        var visibility = run.IsVisibilityDirty ? ExecutionInfos.ForLists(state) : null;
        run.IsVisibilityDirty = false;
        return new RunWrite
        {
            Key = run.Key,
            Version = ++run.Version,
            IsClosed = !run.IsOpen,
            State = state.ToByteArray(),
            Parts = parts,
            History = batch is null ? [] : [batch],
            Current = current,
            Visibility = visibility,
        };
    }

    private async Task FinishAsync(WorkflowEntry entry, Transition transition, long[] nextIds, Task? commit, Task before)
    {
        if (commit is null)
        {
            // Nothing to write, but what was seen (a repeated signal, an update that has completed) may not be on disk yet.
            await before;
        }
        else
        {
            try
            {
                await commit;
            }
            catch (Exception error)
            {
                _failed.TrySetException(error);
                throw ServiceException.Unavailable("A write of the store has failed; the service reads its state again. Repeat the call.");
            }

            lock (entry.Gate)
            {
                for (var i = 0; i < nextIds.Length; i++)
                {
                    var run = transition.Touched[i];
                    run.OpenCommits--;
                    run.History.Durable(nextIds[i]);
                    run.History.Trim();
                    run.Changed();
                }

                RetireIfIdle(entry);
            }
        }

        transition.RunAfterCommit();
    }

    private void RetireIfIdle(WorkflowEntry entry)
    {
        if (entry.Open is null && !entry.IsRetired && (entry.Run is null || entry.Run.OpenCommits == 0))
        {
            table.Retire(entry);
        }
    }
}
