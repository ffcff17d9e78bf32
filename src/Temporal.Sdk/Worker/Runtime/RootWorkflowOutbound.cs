using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker.Runtime;

/// <summary>The last outbound interceptor: it makes commands.</summary>
internal sealed class RootWorkflowOutbound(WorkflowContext context) : WorkflowOutboundInterceptor
{
    /// <inheritdoc/>
    public override Task CancelExternalWorkflowAsync(CancelExternalWorkflowInput input) => context.Externals.CancelAsync(input);

    /// <inheritdoc/>
    public override ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input) => new(input);

    /// <inheritdoc/>
    public override Task DelayAsync(DelayAsyncInput input) => context.Timers.DelayAsync(input);

    /// <inheritdoc/>
    public override Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input) => context.Activities.ScheduleAsync<TResult>(input);

    /// <inheritdoc/>
    public override Task SignalChildWorkflowAsync(SignalChildWorkflowInput input) => context.Externals.SignalChildAsync(input);

    /// <inheritdoc/>
    public override Task SignalExternalWorkflowAsync(SignalExternalWorkflowInput input) => context.Externals.SignalExternalAsync(input);

    /// <inheritdoc/>
    public override Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(StartChildWorkflowInput input) =>
        context.Children.StartAsync<TWorkflow, TResult>(input);
}
