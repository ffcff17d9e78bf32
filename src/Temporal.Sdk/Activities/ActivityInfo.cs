using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Priority = Temporalio.Common.Priority;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Activities;

/// <summary>What an activity can know about itself.</summary>
/// <param name="ActivityId">Id of the activity.</param>
/// <param name="ActivityType">Type of the activity.</param>
/// <param name="Attempt">Attempt, from 1.</param>
/// <param name="CurrentAttemptScheduledTime">When this attempt was scheduled (UTC).</param>
/// <param name="DataConverter">Converter for <see cref="HeartbeatDetails" />.</param>
/// <param name="HeartbeatDetails">Details of the last heartbeat of an earlier attempt.</param>
/// <param name="HeartbeatTimeout">Heartbeat time-out, if set.</param>
/// <param name="IsLocal">Whether it is a local activity; never here.</param>
/// <param name="Namespace">Namespace of the activity.</param>
/// <param name="Priority">Priority.</param>
/// <param name="RetryPolicy">Retry policy that the server applies.</param>
/// <param name="ScheduleToCloseTimeout">Time-out over all attempts, if set.</param>
/// <param name="ScheduledTime">When the activity was first scheduled (UTC).</param>
/// <param name="StartToCloseTimeout">Time-out of one attempt, if set.</param>
/// <param name="StartedTime">When this attempt was started (UTC).</param>
/// <param name="TaskQueue">Task queue that it came from.</param>
/// <param name="TaskToken">Token for asynchronous completion.</param>
/// <param name="WorkflowId">Workflow id, if a workflow started it.</param>
/// <param name="WorkflowNamespace">Namespace of the workflow, if a workflow started it.</param>
/// <param name="WorkflowRunId">Run id, if a workflow started it.</param>
/// <param name="WorkflowType">Workflow type, if a workflow started it.</param>
public record ActivityInfo(
    string ActivityId,
    string ActivityType,
    int Attempt,
    DateTime CurrentAttemptScheduledTime,
    DataConverter DataConverter,
    IReadOnlyCollection<Payload> HeartbeatDetails,
    TimeSpan? HeartbeatTimeout,
    bool IsLocal,
    string Namespace,
    Priority Priority,
    RetryPolicy? RetryPolicy,
    TimeSpan? ScheduleToCloseTimeout,
    DateTime ScheduledTime,
    TimeSpan? StartToCloseTimeout,
    DateTime StartedTime,
    string TaskQueue,
    byte[] TaskToken,
    string? WorkflowId,
    string? WorkflowNamespace,
    string? WorkflowRunId,
    string? WorkflowType)
{
    /// <summary>Whether a workflow started the activity.</summary>
    public bool IsWorkflowActivity => !string.IsNullOrEmpty(WorkflowId);

    /// <summary>Converts one of the last heartbeat's details.</summary>
    /// <typeparam name="T">Type to convert to.</typeparam>
    /// <param name="index">Index of the detail.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such detail.</exception>
    public Task<T> HeartbeatDetailAtAsync<T>(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, HeartbeatDetails.Count);
        return DataConverter.ToValueAsync<T>(HeartbeatDetails.ElementAt(index));
    }
}
