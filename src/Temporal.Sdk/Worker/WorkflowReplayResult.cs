using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>Outcome of one replay.</summary>
/// <param name="History">What was replayed.</param>
/// <param name="ReplayFailure">Why the code does not fit the history; null if it does.</param>
public record WorkflowReplayResult(WorkflowHistory History, Exception? ReplayFailure);
