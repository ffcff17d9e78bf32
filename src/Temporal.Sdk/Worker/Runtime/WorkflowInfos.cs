using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker.Activations;
using Temporalio.Workflows;

namespace Temporalio.Worker.Runtime;

/// <summary>Makes a run's <see cref="WorkflowInfo"/>.</summary>
internal static class WorkflowInfos
{
    public static WorkflowInfo Create(WorkflowInstanceDetails details, DataConverter converter)
    {
        var init = details.Init;
        return new WorkflowInfo(
            Attempt: init.Attempt,
            ContinuedRunId: NullIfEmpty(init.ContinuedFromRunId),
            CronSchedule: NullIfEmpty(init.CronSchedule),
            ExecutionTimeout: init.ExecutionTimeout,
            FirstExecutionRunId: init.FirstExecutionRunId,
            Headers: PayloadValues.Inbound(init.Headers),
            LastFailure: init.ContinuedFailure is { } failure ? converter.FailureConverter.ToException(failure, converter.PayloadConverter) : null,
            LastResult: init.LastCompletionResult.Count == 0 ? null : PayloadValues.Raw(init.LastCompletionResult),
            Namespace: details.Namespace,
            Parent: init.ParentWorkflow is { } parent
                ? new WorkflowInfo.ParentInfo(init.ParentNamespace, parent.RunId, parent.WorkflowId)
                : null,
            Priority: Priority.FromProto(init.Priority),
            RetryPolicy: init.RetryPolicy is { } policy ? RetryPolicy.FromProto(policy) : null,
            Root: init.RootWorkflow is { } root ? new WorkflowInfo.RootInfo(root.RunId, root.WorkflowId) : null,
            RunId: details.InitialActivation.RunId,
            RunTimeout: init.RunTimeout,
            StartTime: details.InitialActivation.Timestamp,
            TaskQueue: details.TaskQueue,
            TaskTimeout: init.TaskTimeout,
            WorkflowId: init.WorkflowId,
            WorkflowStartTime: init.StartTime,
            WorkflowType: init.WorkflowType);
    }

    private static string? NullIfEmpty(string value) => value.Length == 0 ? null : value;
}
