using System.Linq.Expressions;

namespace Temporalio.Workflows;

/// <summary>A workflow of a known type that this one did not start.</summary>
/// <typeparam name="TWorkflow">The workflow's class or interface.</typeparam>
public abstract class ExternalWorkflowHandle<TWorkflow> : ExternalWorkflowHandle
{
    /// <summary>Signals the workflow by a call of its signal method, such as <c>wf =&gt; wf.ApproveAsync(input)</c>.</summary>
    public Task SignalAsync(Expression<Func<TWorkflow, Task>> signalCall, ExternalWorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);
}
