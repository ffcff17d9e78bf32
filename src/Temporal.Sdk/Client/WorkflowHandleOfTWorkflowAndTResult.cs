namespace Temporalio.Client;

/// <summary>A handle of a workflow with its type and the type of its result.</summary>
public record WorkflowHandle<TWorkflow, TResult>(
    ITemporalClient Client, string Id, string? RunId = null, string? ResultRunId = null, string? FirstExecutionRunId = null)
    : WorkflowHandle<TWorkflow>(Client, Id, RunId, ResultRunId, FirstExecutionRunId)
{
    /// <summary>Waits for the result of the workflow.</summary>
    /// <param name="followRuns">Whether to go on with the run that follows by continue-as-new, retry or cron.</param>
    /// <param name="rpcOptions">Options of the calls.</param>
    /// <exception cref="Exceptions.WorkflowFailedException">It ended without success.</exception>
    public new Task<TResult> GetResultAsync(bool followRuns = true, RpcOptions? rpcOptions = null) => GetResultAsync<TResult>(followRuns, rpcOptions);
}
