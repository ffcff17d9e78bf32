using Temporalio.Worker.Activations;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker.Runtime;

/// <summary>Makes the command by which a run continues as new.</summary>
internal static class ContinueAsNewCommands
{
    public static WorkflowCommand.ContinueAsNewWorkflow Create(WorkflowContext context, CreateContinueAsNewExceptionInput input)
    {
        var converter = context.Converter.PayloadConverter;
        var options = input.Options;
        return new WorkflowCommand.ContinueAsNewWorkflow
        {
            WorkflowType = input.Workflow,
            TaskQueue = options?.TaskQueue ?? context.Info.TaskQueue,
            Arguments = PayloadValues.Write(converter, input.Args),
            RunTimeout = options?.RunTimeout,
            TaskTimeout = options?.TaskTimeout,
            BackoffStartInterval = options?.BackoffStartInterval,
            Headers = PayloadValues.Headers(input.Headers),
            Memo = WorkflowAttributes.MemoProto(options?.Memo, converter),
            SearchAttributes = options?.TypedSearchAttributes?.ToProto(),
            RetryPolicy = options?.RetryPolicy?.ToProto(),
        };
    }
}
