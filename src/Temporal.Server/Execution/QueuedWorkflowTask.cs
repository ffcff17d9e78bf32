using Temporal.Server.Execution.State;
using Temporal.Server.Matching;

namespace Temporal.Server.Execution;

/// <summary>A workflow task that waits for a worker.</summary>
internal sealed class QueuedWorkflowTask(Run run, WorkflowTaskState task) : QueuedTask(run.State.Priority)
{
    public Run Run => run;

    public long Stamp { get; } = task.Stamp;
}
