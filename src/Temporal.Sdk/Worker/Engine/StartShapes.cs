using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.History.V1;
using Temporalio.Worker.Activations;

namespace Temporalio.Worker.Engine;

/// <summary>The first job of a run.</summary>
internal static class StartShapes
{
    public static WorkflowActivationJob.InitializeWorkflow Initialize(RunState run, HistoryEvent e)
    {
        var started = e.WorkflowExecutionStartedEventAttributes;
        return new WorkflowActivationJob.InitializeWorkflow
        {
            WorkflowType = started.WorkflowType?.Name ?? string.Empty,
            WorkflowId = run.WorkflowId,
            Arguments = JobShapes.Payloads(started.Input),
            Headers = JobShapes.Fields(started.Header),
            RandomnessSeed = RandomnessSeed.Of(started.OriginalExecutionRunId),
            Identity = started.Identity,
            ParentWorkflow = started.ParentWorkflowExecution,
            ParentNamespace = started.ParentWorkflowNamespace,
            RootWorkflow = started.RootWorkflowExecution,
            ExecutionTimeout = Span(started.WorkflowExecutionTimeout),
            RunTimeout = Span(started.WorkflowRunTimeout),
            TaskTimeout = Span(started.WorkflowTaskTimeout) ?? TimeSpan.FromSeconds(10),
            ContinuedFromRunId = started.ContinuedExecutionRunId,
            ContinuedFailure = started.ContinuedFailure,
            LastCompletionResult = JobShapes.Payloads(started.LastCompletionResult),
            FirstExecutionRunId = started.FirstExecutionRunId,
            RetryPolicy = started.RetryPolicy,
            Attempt = started.Attempt,
            CronSchedule = started.CronSchedule,
            Memo = started.Memo,
            SearchAttributes = started.SearchAttributes,
            Priority = started.Priority,
            StartTime = e.EventTime?.ToDateTime() ?? default,
        };
    }

    private static TimeSpan? Span(Duration? value) => value is null || (value.Seconds == 0 && value.Nanos == 0) ? null : value.ToTimeSpan();
}
