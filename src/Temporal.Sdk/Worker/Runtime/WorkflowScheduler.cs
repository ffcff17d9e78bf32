using Temporalio.Exceptions;

namespace Temporalio.Worker.Runtime;

/// <summary>
/// Runs the tasks of one run, one after the other in the order in which they were queued, on the thread that drains it.
/// A task that is queued from any other thread is proof that workflow code has left the scheduler: it is kept out and reported.
/// </summary>
internal sealed class WorkflowScheduler(WorkflowContext context) : TaskScheduler
{
    private readonly Queue<Task> queue = new();
    private int ownerThread;
    private volatile InvalidWorkflowSchedulerException? escape;

    /// <summary>The context whose code runs here.</summary>
    public WorkflowContext Context { get; } = context;

    /// <summary>The scheduler of the code that is running now, if it is workflow code.</summary>
    public static WorkflowScheduler? Running => Current as WorkflowScheduler;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>True on the thread that drains the queue at the moment.</summary>
    public bool IsOwnThread => Volatile.Read(ref ownerThread) == Environment.CurrentManagedThreadId;

    /// <summary>Queues an action.</summary>
    public Task Post(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);

    /// <summary>Queues the start of an asynchronous function.</summary>
    public Task Post(Func<Task> function) =>
        Task.Factory.StartNew(function, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Makes the calling thread the one whose tasks are taken, for the time of an action.</summary>
    public void Own(Action action)
    {
        var previous = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        Volatile.Write(ref ownerThread, Environment.CurrentManagedThreadId);
        try
        {
            action();
        }
        finally
        {
            Volatile.Write(ref ownerThread, 0);
            SynchronizationContext.SetSynchronizationContext(previous);
        }
    }

    /// <summary>Runs what is queued and what that queues, until nothing is left; false when nothing was there. To be called within <see cref="Own"/>.</summary>
    public bool RunUntilEmpty()
    {
        var ran = false;
        while (queue.TryDequeue(out var task))
        {
            ran = true;
            TryExecuteTask(task);
        }

        return ran;
    }

    /// <summary>Notes that workflow code has left the scheduler; the first report counts.</summary>
    public void ReportEscape(string message, string? stackTrace) =>
        escape ??= new InvalidWorkflowSchedulerException(message, stackTrace);

    /// <summary>Takes the report of an escape, if there is one.</summary>
    public InvalidWorkflowSchedulerException? TakeEscape()
    {
        var taken = escape;
        escape = null;
        return taken;
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (IsOwnThread)
        {
            queue.Enqueue(task);
            return;
        }

        ReportEscape(
            "Workflow code awaited something that was completed outside the workflow, such as Task.Delay, Task.Run, a .NET timer or an I/O call. " +
            "Use Workflow.DelayAsync, Workflow.RunTaskAsync or an activity instead.",
            null);
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [.. queue];
}
