using Temporalio.Api.Common.V1;

namespace Temporal.Server.Matching;

/// <summary>Something that waits for a worker. What it is, and whether it is still wanted, is for those who queue it; here it has a place.</summary>
internal abstract class QueuedTask(Priority? priority)
{
    private const int DefaultLevel = 3;
    private const int Levels = 5;

    /// <summary>For a workflow task or query: where it goes when its sticky queue has no worker any more.</summary>
    public TaskQueueKey NormalQueue { get; init; }

    public int Level { get; } = priority is { PriorityKey: > 0 } ? Math.Min(priority.PriorityKey, Levels) : DefaultLevel;

    public string FairnessKey { get; } = priority?.FairnessKey ?? "";

    public float FairnessWeight { get; } = priority is { FairnessWeight: > 0 } ? priority.FairnessWeight : 1;

    /// <summary>Its place: set when it is first queued, kept when it comes back.</summary>
    public (int Level, long Pass, long Id)? Place { get; set; }
}
