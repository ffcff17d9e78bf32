using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Exceptions;
using WorkflowExecutionRef = Temporalio.Api.Common.V1.WorkflowExecution;

namespace Temporalio.Client;

/// <summary>Starts updates and waits for them.</summary>
internal sealed class WorkflowUpdateCalls(TemporalClient client)
{
    internal async Task<WorkflowUpdateHandle<TResult>> StartAsync<TResult>(StartWorkflowUpdateInput input)
    {
        var stage = input.Options.WaitForStage switch
        {
            WorkflowUpdateStage.Accepted => UpdateWorkflowExecutionLifecycleStage.Accepted,
            WorkflowUpdateStage.Completed => UpdateWorkflowExecutionLifecycleStage.Completed,
            WorkflowUpdateStage.None => throw new ArgumentException("WaitForStage is missing: set WorkflowUpdateStartOptions.WaitForStage to Accepted or Completed."),
            WorkflowUpdateStage.Admitted => throw new ArgumentException("Servers do not let callers wait for Admitted; wait for Accepted or Completed."),
            var other => throw new ArgumentException($"WaitForStage {other} is unknown; use Accepted or Completed."),
        };
        var converter = ClientPayloads.ConverterFor(client, input.Id);
        var request = new UpdateWorkflowExecutionRequest
        {
            Namespace = client.Options.Namespace,
            WorkflowExecution = new WorkflowExecutionRef { WorkflowId = input.Id, RunId = input.RunId ?? string.Empty },
            FirstExecutionRunId = input.FirstExecutionRunId ?? string.Empty,
            WaitPolicy = new WaitPolicy { LifecycleStage = stage },
            Request = new Request
            {
                Meta = new Meta { UpdateId = input.Options.Id ?? Guid.NewGuid().ToString(), Identity = client.Connection.Options.Identity ?? string.Empty },
                Input = new Input
                {
                    Name = input.Update,
                    Args = await converter.ToArgumentsAsync(input.Args).ConfigureAwait(false),
                    Header = await converter.ToHeaderAsync(input.Headers).ConfigureAwait(false),
                },
            },
        };

        // The server answers after a while even where the update is not yet accepted; the same id makes asking again harmless.
        UpdateWorkflowExecutionResponse response;
        do
        {
            response = await CallAsync(() => client.WorkflowService.UpdateWorkflowExecutionAsync(
                request, TemporalClient.DefaultRetryOptions(input.Options.Rpc))).ConfigureAwait(false);
        }
        while (response.Stage < stage && response.Stage < UpdateWorkflowExecutionLifecycleStage.Accepted);

        var runId = response.UpdateRef?.WorkflowExecution?.RunId is { Length: > 0 } run ? run : input.RunId;
        var handle = new WorkflowUpdateHandle<TResult>(client, request.Request.Meta.UpdateId, input.Id, runId) { KnownOutcome = response.Outcome };
        if (input.Options.WaitForStage == WorkflowUpdateStage.Completed)
        {
            await handle.WaitForOutcomeAsync(input.Options.Rpc).ConfigureAwait(false);
        }

        return handle;
    }

    internal static async Task<Outcome> WaitForOutcomeAsync(ITemporalClient client, WorkflowUpdateHandle handle, RpcOptions? options)
    {
        var request = new PollWorkflowExecutionUpdateRequest
        {
            Namespace = client.Options.Namespace,
            UpdateRef = new UpdateRef
            {
                WorkflowExecution = new WorkflowExecutionRef { WorkflowId = handle.WorkflowId, RunId = handle.WorkflowRunId ?? string.Empty },
                UpdateId = handle.Id,
            },
            Identity = client.Connection.Options.Identity ?? string.Empty,
            WaitPolicy = new WaitPolicy { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Completed },
        };
        while (true)
        {
            var response = await CallAsync(() => client.Connection.WorkflowService.PollWorkflowExecutionUpdateAsync(
                request, TemporalClient.DefaultRetryOptions(options))).ConfigureAwait(false);
            if (response.Outcome is { } outcome)
            {
                return outcome;
            }
        }
    }

    private static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException { Code: RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled })
        {
            throw new WorkflowUpdateRpcTimeoutOrCanceledException(e);
        }
    }
}
