using Temporal.Server.Execution;
using Temporal.Server.Execution.State;
using Temporal.Server.Queries;
using Temporalio.Api.Common.V1;

namespace Temporal.Server.Matching;

/// <summary>A task that waits for a worker. Whether it is still wanted is asked when it is handed over.</summary>
internal sealed class QueuedTask
{
    private const int DefaultLevel = 3;
    private const int Levels = 5;

    private QueuedTask(Run? run, Priority? priority)
    {
        Run = run;
        Level = priority is { PriorityKey: > 0 } ? Math.Min(priority.PriorityKey, Levels) : DefaultLevel;
        FairnessKey = priority?.FairnessKey ?? "";
        FairnessWeight = priority is { FairnessWeight: > 0 } ? priority.FairnessWeight : 1;
    }

    public Run? Run { get; }

    /// <summary>The scheduled event of an activity.</summary>
    public long ScheduledId { get; private init; }

    public long Stamp { get; private init; }

    /// <summary>For a workflow task or query: where it goes when its sticky queue has no worker any more.</summary>
    public TaskQueueKey NormalQueue { get; private init; }

    public QueryTask? Query { get; private init; }

    public int Level { get; }

    public string FairnessKey { get; }

    public float FairnessWeight { get; }

    /// <summary>Its place: set when it is first queued, kept when it comes back.</summary>
    public (int Level, long Pass, long Id)? Place { get; set; }

    public static QueuedTask ForWorkflow(Run run, WorkflowTaskState task, TaskQueueKey normal) =>
        new(run, run.State.Priority) { Stamp = task.Stamp, NormalQueue = normal };

    public static QueuedTask ForActivity(Run? run, ActivityState activity) =>
        new(run, activity.Priority) { ScheduledId = activity.ScheduledId, Stamp = activity.Stamp };

    public static QueuedTask ForQuery(QueryTask query, TaskQueueKey normal) => new(null, null) { Query = query, NormalQueue = normal };
}
