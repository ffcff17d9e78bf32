using Temporalio.Api.Update.V1;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>A handle of an update.</summary>
public record WorkflowUpdateHandle(ITemporalClient Client, string Id, string WorkflowId, string? WorkflowRunId = null)
{
    internal Outcome? KnownOutcome { get; set; }

    /// <summary>Waits for the end of the update.</summary>
    /// <exception cref="WorkflowUpdateFailedException">It was rejected or failed.</exception>
    /// <exception cref="WorkflowUpdateRpcTimeoutOrCanceledException">The wait, not the update, timed out or was cancelled.</exception>
    public Task GetResultAsync(RpcOptions? rpcOptions = null) => GetResultAsync<ValueTuple>(rpcOptions);

    /// <summary>Waits for the result of the update.</summary>
    /// <exception cref="WorkflowUpdateFailedException">It was rejected or failed.</exception>
    /// <exception cref="WorkflowUpdateRpcTimeoutOrCanceledException">The wait, not the update, timed out or was cancelled.</exception>
    public virtual async Task<TResult> GetResultAsync<TResult>(RpcOptions? rpcOptions = null)
    {
        var outcome = await WaitForOutcomeAsync(rpcOptions).ConfigureAwait(false);
        var converter = ClientPayloads.ConverterFor(Client, WorkflowId);
        return outcome.ValueCase switch
        {
            Outcome.ValueOneofCase.Success => await converter.ToResultAsync<TResult>(outcome.Success).ConfigureAwait(false),
            Outcome.ValueOneofCase.Failure => throw new WorkflowUpdateFailedException(await Converters.ConverterExtensions.ToExceptionAsync(converter, outcome.Failure).ConfigureAwait(false)),
            _ => throw new InvalidOperationException($"The update {Id} ended with an outcome that this client does not know."),
        };
    }

    internal async Task<Outcome> WaitForOutcomeAsync(RpcOptions? rpcOptions) =>
        KnownOutcome ??= await WorkflowUpdateCalls.WaitForOutcomeAsync(Client, this, rpcOptions).ConfigureAwait(false);
}
