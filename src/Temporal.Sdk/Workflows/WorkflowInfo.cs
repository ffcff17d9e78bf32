using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Priority = Temporalio.Common.Priority;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Workflows;

/// <summary>Facts of a run that do not change while it goes on.</summary>
/// <param name="Attempt">1 for the first try.</param>
/// <param name="ContinuedRunId">The run that continued as this one.</param>
/// <param name="CronSchedule">The cron line by which the workflow is started again.</param>
/// <param name="ExecutionTimeout">The time of all runs together.</param>
/// <param name="FirstExecutionRunId">The first run of the chain.</param>
/// <param name="Headers">Headers of the start.</param>
/// <param name="LastFailure">Why the run before failed.</param>
/// <param name="LastResult">What the last completed run of a cron workflow returned.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Parent">The parent of a child workflow.</param>
/// <param name="Priority">Order among waiting tasks.</param>
/// <param name="RetryPolicy">How failed runs are repeated.</param>
/// <param name="Root">The first ancestor; null where the workflow is that itself or the server does not say.</param>
/// <param name="RunId">The run.</param>
/// <param name="RunTimeout">The time of this run.</param>
/// <param name="StartTime">When the first workflow task of this run started (UTC).</param>
/// <param name="TaskQueue">The queue.</param>
/// <param name="TaskTimeout">The time of one workflow task.</param>
/// <param name="WorkflowId">The workflow's id.</param>
/// <param name="WorkflowStartTime">When the server started this run (UTC).</param>
/// <param name="WorkflowType">The workflow type.</param>
public record WorkflowInfo(
    int Attempt,
    string? ContinuedRunId,
    string? CronSchedule,
    TimeSpan? ExecutionTimeout,
    string FirstExecutionRunId,
    IReadOnlyDictionary<string, Payload>? Headers,
    Exception? LastFailure,
    IReadOnlyCollection<IRawValue>? LastResult,
    string Namespace,
    WorkflowInfo.ParentInfo? Parent,
    Priority Priority,
    RetryPolicy? RetryPolicy,
    WorkflowInfo.RootInfo? Root,
    string RunId,
    TimeSpan? RunTimeout,
    DateTime StartTime,
    string TaskQueue,
    TimeSpan TaskTimeout,
    string WorkflowId,
    DateTime WorkflowStartTime,
    string WorkflowType)
{
    /// <summary>What log lines of this run carry.</summary>
    internal Dictionary<string, object> CreateLoggerScope() => new()
    {
        ["Attempt"] = Attempt,
        ["Namespace"] = Namespace,
        ["RunId"] = RunId,
        ["TaskQueue"] = TaskQueue,
        ["WorkflowId"] = WorkflowId,
        ["WorkflowType"] = WorkflowType,
    };

    /// <summary>The parent of a child workflow.</summary>
    /// <param name="Namespace">Its namespace.</param>
    /// <param name="RunId">Its run.</param>
    /// <param name="WorkflowId">Its id.</param>
    public record ParentInfo(string Namespace, string RunId, string WorkflowId);

    /// <summary>The first ancestor.</summary>
    /// <param name="RunId">Its run.</param>
    /// <param name="WorkflowId">Its id.</param>
    public record RootInfo(string RunId, string WorkflowId);
}
