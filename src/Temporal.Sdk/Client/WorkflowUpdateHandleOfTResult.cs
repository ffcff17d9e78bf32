namespace Temporalio.Client;

/// <summary>A handle of an update with the type of its result.</summary>
public record WorkflowUpdateHandle<TResult>(ITemporalClient Client, string Id, string WorkflowId, string? WorkflowRunId = null)
    : WorkflowUpdateHandle(Client, Id, WorkflowId, WorkflowRunId)
{
    /// <summary>Waits for the result of the update.</summary>
    /// <exception cref="Exceptions.WorkflowUpdateFailedException">It was rejected or failed.</exception>
    /// <exception cref="Exceptions.WorkflowUpdateRpcTimeoutOrCanceledException">The wait, not the update, timed out or was cancelled.</exception>
    public new Task<TResult> GetResultAsync(RpcOptions? rpcOptions = null) => GetResultAsync<TResult>(rpcOptions);
}
