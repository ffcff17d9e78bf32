using System.Linq.Expressions;

namespace Temporalio.Workflows;

/// <summary>A child workflow of a known type that was started.</summary>
/// <typeparam name="TWorkflow">The workflow's class or interface.</typeparam>
public abstract class ChildWorkflowHandle<TWorkflow> : ChildWorkflowHandle
{
    /// <summary>Signals the child by a call of its signal method, such as <c>wf =&gt; wf.ApproveAsync(input)</c>.</summary>
    public Task SignalAsync(Expression<Func<TWorkflow, Task>> signalCall, ChildWorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);
}
