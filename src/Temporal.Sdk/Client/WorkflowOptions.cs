using System.Linq.Expressions;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>Options of starting a workflow. Id and task queue are required.</summary>
public class WorkflowOptions : ICloneable
{
    /// <summary>Creates options.</summary>
    public WorkflowOptions()
    {
    }

    /// <summary>Creates options with what is required.</summary>
    public WorkflowOptions(string id, string taskQueue)
    {
        Id = id;
        TaskQueue = taskQueue;
    }

    /// <summary>Gets or sets the id.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the task queue of the workers.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>Gets or sets one line for people, Markdown, shown in lists of user interfaces.</summary>
    public string? StaticSummary { get; set; }

    /// <summary>Gets or sets several lines for people, Markdown.</summary>
    public string? StaticDetails { get; set; }

    /// <summary>Gets or sets the time that the workflow may take, retries and continuations included.</summary>
    /// <value>Null: no limit.</value>
    public TimeSpan? ExecutionTimeout { get; set; }

    /// <summary>Gets or sets the time that one run may take.</summary>
    /// <value>Null: no limit.</value>
    public TimeSpan? RunTimeout { get; set; }

    /// <summary>Gets or sets the time that one workflow task may take.</summary>
    /// <value>Null: 10 seconds.</value>
    public TimeSpan? TaskTimeout { get; set; }

    /// <summary>Gets or sets what happens where a closed workflow has this id.</summary>
    public WorkflowIdReusePolicy IdReusePolicy { get; set; } = WorkflowIdReusePolicy.AllowDuplicate;

    /// <summary>Gets or sets what happens where a running workflow has this id.</summary>
    public WorkflowIdConflictPolicy IdConflictPolicy { get; set; } = WorkflowIdConflictPolicy.Unspecified;

    /// <summary>Gets or sets the retry policy of the workflow.</summary>
    /// <value>Null: a failed workflow is not run again.</value>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>Gets or sets the cron schedule.</summary>
    public string? CronSchedule { get; set; }

    /// <summary>Gets or sets values that are kept with the workflow and shown with it.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    /// <summary>Gets or sets the search attributes.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    /// <summary>Gets or sets the wait before the first task.</summary>
    public TimeSpan? StartDelay { get; set; }

    /// <summary>Gets or sets the name of a signal that is sent with the start; to a running workflow of this id the signal alone is sent.</summary>
    public string? StartSignal { get; set; }

    /// <summary>Gets or sets the arguments of the signal.</summary>
    public IReadOnlyCollection<object?>? StartSignalArgs { get; set; }

    /// <summary>Gets or sets the priority.</summary>
    public Priority? Priority { get; set; }

    /// <summary>Gets or sets options of the call itself.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();

    /// <summary>Sets the signal that is sent with the start, by a call of its handler.</summary>
    public void SignalWithStart<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall)
    {
        var (name, args) = WorkflowCalls.Signal(signalCall);
        SignalWithStart(name, args);
    }

    /// <summary>Sets the signal that is sent with the start.</summary>
    public void SignalWithStart(string signal, IReadOnlyCollection<object?> args)
    {
        StartSignal = signal;
        StartSignalArgs = args;
    }
}
