using Google.Protobuf.WellKnownTypes;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Priority = Temporalio.Common.Priority;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Worker.ActivityTasks;

/// <summary>What an activity can know about itself, from its task.</summary>
internal static class ActivityInfos
{
    public static ActivityInfo Of(PollActivityTaskQueueResponse task, WorkerSettings settings, DataConverter converter)
    {
        var isOfWorkflow = !string.IsNullOrEmpty(task.WorkflowExecution?.WorkflowId);
        return new ActivityInfo(
            ActivityId: task.ActivityId,
            ActivityType: task.ActivityType.Name,
            Attempt: task.Attempt,
            CurrentAttemptScheduledTime: Time(task.CurrentAttemptScheduledTime),
            DataConverter: converter,
            HeartbeatDetails: (IReadOnlyCollection<Api.Common.V1.Payload>?)task.HeartbeatDetails?.Payloads_ ?? [],
            HeartbeatTimeout: Span(task.HeartbeatTimeout),
            IsLocal: false,
            Namespace: settings.Namespace,
            Priority: task.Priority is { } priority ? Priority.FromProto(priority) : Priority.Default,
            RetryPolicy: task.RetryPolicy is { } retry ? RetryPolicy.FromProto(retry) : null,
            ScheduleToCloseTimeout: Span(task.ScheduleToCloseTimeout),
            ScheduledTime: Time(task.ScheduledTime),
            StartToCloseTimeout: Span(task.StartToCloseTimeout),
            StartedTime: Time(task.StartedTime),
            TaskQueue: settings.TaskQueue,
            TaskToken: task.TaskToken.ToByteArray(),
            WorkflowId: isOfWorkflow ? task.WorkflowExecution!.WorkflowId : null,
            WorkflowNamespace: isOfWorkflow ? task.WorkflowNamespace : null,
            WorkflowRunId: isOfWorkflow ? task.WorkflowExecution!.RunId : null,
            WorkflowType: isOfWorkflow ? task.WorkflowType?.Name : null);
    }

    private static DateTime Time(Timestamp? value) => value?.ToDateTime() ?? default;

    private static TimeSpan? Span(Duration? value) => value is null || (value.Seconds == 0 && value.Nanos == 0) ? null : value.ToTimeSpan();
}
