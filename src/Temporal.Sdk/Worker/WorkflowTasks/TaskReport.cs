using Temporalio.Worker.Engine;

namespace Temporalio.Worker.WorkflowTasks;

/// <summary>How the server took what came of a task.</summary>
/// <param name="IsKept">Whether the run is as the server sees it and may go on from here.</param>
/// <param name="Next">The run's next task, where it came with the answer.</param>
/// <param name="Reason">Why the run has to leave, if it has.</param>
internal readonly record struct TaskReport(bool IsKept, WorkflowTask? Next = null, string Reason = "");
