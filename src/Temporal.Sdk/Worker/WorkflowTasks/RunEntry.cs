using Temporalio.Worker.Engine;

namespace Temporalio.Worker.WorkflowTasks;

/// <summary>A run in the cache and the tasks that wait for it. Guarded by the cache's lock, but for the run, which belongs to whoever has the entry.</summary>
internal sealed class RunEntry
{
    private Queue<WorkflowTask>? queries;
    private WorkflowTask? newest;

    public RunEntry(string runId)
    {
        RunId = runId;
        Node = new LinkedListNode<RunEntry>(this);
    }

    public string RunId { get; }

    /// <summary>Its place in the order of use.</summary>
    public LinkedListNode<RunEntry> Node { get; }

    /// <summary>The run; null before its first task.</summary>
    public WorkflowRun? Run { get; set; }

    /// <summary>Whether a task of it is being handled.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Whether it has to leave the cache when its task is done.</summary>
    public bool IsToLeave { get; set; }

    /// <summary>Keeps a task for later.</summary>
    /// <returns>How many tasks were given up for it: of several real tasks only the newest is good.</returns>
    public int Wait(WorkflowTask task)
    {
        if (task.IsQueryOnly)
        {
            (queries ??= new()).Enqueue(task);
            return 0;
        }

        var dropped = newest is null ? 0 : 1;
        newest = task;
        return dropped;
    }

    /// <summary>The next task that waited: queries first.</summary>
    public WorkflowTask? TakeWaiting()
    {
        if (queries is { Count: > 0 })
        {
            return queries.Dequeue();
        }

        var task = newest;
        newest = null;
        return task;
    }
}
