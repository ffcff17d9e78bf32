using Temporal.Server.Execution.State;
using Temporal.Server.Matching;

namespace Temporal.Server.Execution;

/// <summary>An activity that waits for a worker.</summary>
internal sealed class QueuedActivityTask(Run run, ActivityState activity) : QueuedTask(activity.Priority)
{
    public Run Run => run;

    /// <summary>Its scheduled event.</summary>
    public long ScheduledId { get; } = activity.ScheduledId;

    public long Stamp { get; } = activity.Stamp;
}
