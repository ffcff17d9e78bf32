using Temporalio.Worker.Engine;

namespace Temporalio.Worker.WorkflowTasks;

/// <summary>
/// The runs in memory, least recently used out first. One task of a run is handled at a time; a run whose task is being handled leaves only afterwards.
/// </summary>
internal sealed class RunCache(int capacity)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, RunEntry> entries = [];
    private readonly LinkedList<RunEntry> byUse = new();

    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>Takes a task in.</summary>
    /// <param name="task">The task.</param>
    /// <param name="dropped">Tasks that were given up for it.</param>
    /// <returns>The run's entry, for the caller alone until it is given back; null if the task waits for its run.</returns>
    public RunEntry? Admit(WorkflowTask task, out int dropped)
    {
        dropped = 0;
        lock (gate)
        {
            if (!entries.TryGetValue(task.RunId, out var entry))
            {
                entry = new RunEntry(task.RunId);
                entries.Add(task.RunId, entry);
                byUse.AddLast(entry.Node);
            }
            else if (entry.IsBusy)
            {
                dropped = entry.Wait(task);
                return null;
            }

            entry.IsBusy = true;
            return entry;
        }
    }

    /// <summary>Gives an entry back after a task.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="isKept">Whether the run may stay.</param>
    /// <returns>A task that waited for the run: the entry then stays with the caller; and runs that have to leave.</returns>
    public (WorkflowTask? Waiting, List<WorkflowRun>? Evicted) GiveBack(RunEntry entry, bool isKept)
    {
        lock (gate)
        {
            List<WorkflowRun>? evicted = null;
            if (!isKept || entry.IsToLeave || capacity == 0)
            {
                AddRun(ref evicted, entry);
                entry.Run = null;
                entry.IsToLeave = false;
            }

            if (entry.TakeWaiting() is { } waiting)
            {
                return (waiting, evicted);
            }

            entry.IsBusy = false;
            if (entry.Run is null)
            {
                Remove(entry);
            }
            else
            {
                byUse.Remove(entry.Node);
                byUse.AddLast(entry.Node);
            }

            Trim(ref evicted);
            return (null, evicted);
        }
    }

    /// <summary>Takes all runs out that no task is being handled of.</summary>
    public List<WorkflowRun> Clear()
    {
        lock (gate)
        {
            List<WorkflowRun>? evicted = null;
            foreach (var entry in entries.Values.Where(e => !e.IsBusy).ToList())
            {
                AddRun(ref evicted, entry);
                Remove(entry);
            }

            return evicted ?? [];
        }
    }

    private static void AddRun(ref List<WorkflowRun>? runs, RunEntry entry)
    {
        if (entry.Run is { } run)
        {
            (runs ??= []).Add(run);
        }
    }

    private void Trim(ref List<WorkflowRun>? evicted)
    {
        var excess = entries.Count - capacity;
        for (var node = byUse.First; node is not null && excess > 0;)
        {
            var entry = node.Value;
            node = node.Next;
            excess--;
            if (entry.IsBusy)
            {
                entry.IsToLeave = true;
                continue;
            }

            AddRun(ref evicted, entry);
            Remove(entry);
        }
    }

    private void Remove(RunEntry entry)
    {
        entries.Remove(entry.RunId);
        byUse.Remove(entry.Node);
    }
}
