using System.Linq.Expressions;

namespace Temporalio.Workflows;

/// <summary>A child workflow that was started.</summary>
public abstract class ChildWorkflowHandle
{
    /// <summary>The child's workflow id.</summary>
    public abstract string Id { get; }

    /// <summary>The child's first run.</summary>
    public abstract string FirstExecutionRunId { get; }

    /// <summary>Waits for the child's end.</summary>
    /// <exception cref="Exceptions.ChildWorkflowFailureException">The child has not completed; the inner exception says how it ended.</exception>
    public Task GetResultAsync() => GetResultAsync<ValueTuple>();

    /// <summary>Waits for the child's end and reads its result as the type that is asked for.</summary>
    /// <exception cref="Exceptions.ChildWorkflowFailureException">The child has not completed; the inner exception says how it ended.</exception>
    public abstract Task<TResult> GetResultAsync<TResult>();

    /// <summary>Signals the child by a call of its signal method, such as <c>wf =&gt; wf.ApproveAsync(input)</c>.</summary>
    public Task SignalAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall, ChildWorkflowSignalOptions? options = null)
    {
        var call = WorkflowCalls.Signal(signalCall);
        return SignalAsync(call.Name, call.Args, options);
    }

    /// <summary>Signals the child by name.</summary>
    public abstract Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ChildWorkflowSignalOptions? options = null);
}
