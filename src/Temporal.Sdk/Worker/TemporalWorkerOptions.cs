using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Tuning;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>Options of a worker. Task queue and at least one workflow or activity are required.</summary>
public class TemporalWorkerOptions : ICloneable
{
    private IList<ActivityDefinition> activities = new List<ActivityDefinition>();
    private IList<WorkflowDefinition> workflows = new List<WorkflowDefinition>();

    /// <summary>Creates options without a task queue.</summary>
    public TemporalWorkerOptions()
    {
    }

    /// <summary>Creates options.</summary>
    /// <param name="taskQueue">Task queue to serve.</param>
    public TemporalWorkerOptions(string taskQueue) => TaskQueue = taskQueue;

    /// <summary>Task queue to serve.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>Activities to serve.</summary>
    public IList<ActivityDefinition> Activities => activities;

    /// <summary>Workflows to serve.</summary>
    public IList<WorkflowDefinition> Workflows => workflows;

    /// <summary>Interceptors, outermost first. Client interceptors that are worker interceptors too come before them.</summary>
    public IReadOnlyCollection<IWorkerInterceptor>? Interceptors { get; set; }

    /// <summary>Identity sent with each call; the client's when unset.</summary>
    public string? Identity { get; set; }

    /// <summary>Runs kept in memory between their tasks. 0: every task replays its history. Default 10,000.</summary>
    public int MaxCachedWorkflows { get; set; } = 10000;

    /// <summary>Workflow tasks at once; 100 when unset. Not together with <see cref="Tuner" />.</summary>
    public int? MaxConcurrentWorkflowTasks { get; set; }

    /// <summary>Activities at once; 100 when unset. Not together with <see cref="Tuner" />.</summary>
    public int? MaxConcurrentActivities { get; set; }

    /// <summary>Local activities at once. Without effect: local activities are not supported.</summary>
    public int? MaxConcurrentLocalActivities { get; set; }

    /// <summary>Slots by supplier instead of by the numbers above.</summary>
    public WorkerTuner? Tuner { get; set; }

    /// <summary>Open polls for workflow tasks. Default 5; at least 2 with a cache.</summary>
    public int MaxConcurrentWorkflowTaskPolls { get; set; } = 5;

    /// <summary>Open polls for activity tasks. Default 5.</summary>
    public int MaxConcurrentActivityTaskPolls { get; set; } = 5;

    /// <summary>Open polls for workflow tasks; overrides <see cref="MaxConcurrentWorkflowTaskPolls" />.</summary>
    public PollerBehavior? WorkflowTaskPollerBehavior { get; set; }

    /// <summary>Open polls for activity tasks; overrides <see cref="MaxConcurrentActivityTaskPolls" />.</summary>
    public PollerBehavior? ActivityTaskPollerBehavior { get; set; }

    /// <summary>Share of the workflow polls that go to the shared queue rather than to the worker's own sticky one. Default 0.2.</summary>
    public float NonStickyToStickyPollRatio { get; set; } = 0.2F;

    /// <summary>How long a task may wait for this worker on its sticky queue before any worker gets it. Default 10 s.</summary>
    public TimeSpan StickyQueueScheduleToStartTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest pause between two heartbeats that are sent. Default 60 s.</summary>
    public TimeSpan MaxHeartbeatThrottleInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Pause between two heartbeats that are sent when the activity has no heartbeat time-out. Default 30 s.</summary>
    public TimeSpan DefaultHeartbeatThrottleInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Activities that this worker starts per second at most; no limit when unset.</summary>
    public double? MaxActivitiesPerSecond { get; set; }

    /// <summary>Activities per second that the server hands out for this task queue, over all workers; no limit when unset.</summary>
    public double? MaxTaskQueueActivitiesPerSecond { get; set; }

    /// <summary>How long activities may go on after shutdown began before they are cancelled. Default 0.</summary>
    public TimeSpan GracefulShutdownTimeout { get; set; }

    /// <summary>Exception types that fail the workflow rather than its task, beside failure exceptions.</summary>
    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes { get; set; }

    /// <summary>Logger factory; the client's when unset.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>How activity bodies are started. Default: the thread pool.</summary>
    public TaskFactory ActivityTaskFactory { get; set; } = Task.Factory;

    /// <summary>Whether and how workflows answer the stack trace query. Default not at all.</summary>
    public WorkflowStackTrace WorkflowStackTrace { get; set; } = WorkflowStackTrace.None;

    /// <summary>Deployment of this worker.</summary>
    public WorkerDeploymentOptions? DeploymentOptions { get; set; }

    /// <summary>Decides whether a patch that is met for the first time is active; always when unset.</summary>
    public Func<PatchActivationInput, bool>? PatchActivationCallback { get; set; }

    /// <summary>Adds an activity.</summary>
    /// <param name="del">Method with the activity attribute.</param>
    /// <returns>These options.</returns>
    public TemporalWorkerOptions AddActivity(Delegate del) => AddActivity(ActivityDefinition.Create(del));

    /// <summary>Adds an activity.</summary>
    /// <param name="definition">Its definition.</param>
    /// <returns>These options.</returns>
    public TemporalWorkerOptions AddActivity(ActivityDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Activities.Add(definition);
        return this;
    }

    /// <summary>Adds every activity of an instance.</summary>
    /// <typeparam name="T">Type with activity methods.</typeparam>
    /// <param name="instance">Instance for its instance methods.</param>
    /// <returns>These options.</returns>
    public TemporalWorkerOptions AddAllActivities<T>(T instance) => AddAllActivities(typeof(T), instance);

    /// <summary>Adds every activity of a type.</summary>
    /// <param name="type">Type with activity methods.</param>
    /// <param name="instance">Instance; may be null if all of them are static.</param>
    /// <returns>These options.</returns>
    public TemporalWorkerOptions AddAllActivities(Type type, object? instance)
    {
        foreach (var definition in ActivityDefinition.CreateAll(type, instance))
        {
            AddActivity(definition);
        }

        return this;
    }

    /// <summary>Adds a workflow.</summary>
    /// <typeparam name="T">Workflow type.</typeparam>
    /// <returns>These options.</returns>
    public TemporalWorkerOptions AddWorkflow<T>() => AddWorkflow(typeof(T));

    /// <summary>Adds a workflow.</summary>
    /// <param name="type">Workflow type.</param>
    /// <returns>These options.</returns>
    public TemporalWorkerOptions AddWorkflow(Type type) => AddWorkflow(WorkflowDefinition.Create(type));

    /// <summary>Adds a workflow.</summary>
    /// <param name="definition">Its definition.</param>
    /// <returns>These options.</returns>
    public TemporalWorkerOptions AddWorkflow(WorkflowDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Workflows.Add(definition);
        return this;
    }

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (TemporalWorkerOptions)MemberwiseClone();
        copy.activities = new List<ActivityDefinition>(Activities);
        copy.workflows = new List<WorkflowDefinition>(Workflows);
        copy.DeploymentOptions = (WorkerDeploymentOptions?)DeploymentOptions?.Clone();
        return copy;
    }
}
