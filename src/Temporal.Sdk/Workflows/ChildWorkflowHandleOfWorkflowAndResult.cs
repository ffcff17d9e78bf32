namespace Temporalio.Workflows;

/// <summary>A child workflow of a known type and result that was started.</summary>
/// <typeparam name="TWorkflow">The workflow's class or interface.</typeparam>
/// <typeparam name="TResult">Its result.</typeparam>
public abstract class ChildWorkflowHandle<TWorkflow, TResult> : ChildWorkflowHandle<TWorkflow>
{
    /// <summary>Waits for the child's end and gives its result.</summary>
    /// <exception cref="Exceptions.ChildWorkflowFailureException">The child has not completed; the inner exception says how it ended.</exception>
    public new Task<TResult> GetResultAsync() => GetResultAsync<TResult>();
}
