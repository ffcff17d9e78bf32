using Temporalio.Worker.Activations;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker.Runtime;

/// <summary>The handle of a child that was started.</summary>
internal sealed class StartedChildWorkflow<TWorkflow, TResult>(WorkflowContext context, PendingChildWorkflows.Child child, string runId)
    : ChildWorkflowHandle<TWorkflow, TResult>
{
    /// <inheritdoc/>
    public override string Id => child.Id;

    /// <inheritdoc/>
    public override string FirstExecutionRunId => runId;

    /// <inheritdoc/>
    public override async Task<TLocalResult> GetResultAsync<TLocalResult>()
    {
        var resolution = await context.Traced(child.Result.Task);
        return resolution switch
        {
            WorkflowActivationJob.ChildWorkflowResolution.Completed completed => PayloadValues.Read<TLocalResult>(child.PayloadConverter, completed.Result),
            WorkflowActivationJob.ChildWorkflowResolution.Failed failed => throw child.ToException(failed.Failure),
            WorkflowActivationJob.ChildWorkflowResolution.Cancelled cancelled => throw child.ToException(cancelled.Failure),
            _ => throw new InvalidOperationException($"The child's resolution {resolution.GetType().Name} is not known."),
        };
    }

    /// <inheritdoc/>
    public override Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ChildWorkflowSignalOptions? options = null) =>
        context.Outbound.SignalChildWorkflowAsync(new SignalChildWorkflowInput(Id, signal, args, options, null));
}
