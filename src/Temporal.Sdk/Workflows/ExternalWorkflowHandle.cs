using System.Linq.Expressions;

namespace Temporalio.Workflows;

/// <summary>A workflow that this one did not start.</summary>
public abstract class ExternalWorkflowHandle
{
    /// <summary>The workflow's id.</summary>
    public abstract string Id { get; }

    /// <summary>The run; null for the newest.</summary>
    public abstract string? RunId { get; }

    /// <summary>Signals the workflow by a call of its signal method, such as <c>wf =&gt; wf.ApproveAsync(input)</c>.</summary>
    public Task SignalAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall, ExternalWorkflowSignalOptions? options = null)
    {
        var call = WorkflowCalls.Signal(signalCall);
        return SignalAsync(call.Name, call.Args, options);
    }

    /// <summary>Signals the workflow by name.</summary>
    public abstract Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ExternalWorkflowSignalOptions? options = null);

    /// <summary>Asks for the workflow's cancellation.</summary>
    public abstract Task CancelAsync();
}
