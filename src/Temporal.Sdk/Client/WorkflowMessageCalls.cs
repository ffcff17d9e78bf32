using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Exceptions;
using WorkflowExecutionRef = Temporalio.Api.Common.V1.WorkflowExecution;

namespace Temporalio.Client;

/// <summary>Signals, queries, cancel requests and terminations.</summary>
internal sealed class WorkflowMessageCalls(TemporalClient client)
{
    private string Identity => client.Connection.Options.Identity ?? string.Empty;

    internal async Task SignalAsync(SignalWorkflowInput input)
    {
        var converter = ClientPayloads.ConverterFor(client, input.Id);
        var request = new SignalWorkflowExecutionRequest
        {
            Namespace = client.Options.Namespace,
            WorkflowExecution = Execution(input.Id, input.RunId),
            SignalName = input.Signal,
            Input = await converter.ToArgumentsAsync(input.Args).ConfigureAwait(false),
            Identity = Identity,
            RequestId = Guid.NewGuid().ToString(),
            Header = await converter.ToHeaderAsync(input.Headers).ConfigureAwait(false),
        };
        await client.WorkflowService.SignalWorkflowExecutionAsync(request, TemporalClient.DefaultRetryOptions(input.Options?.Rpc)).ConfigureAwait(false);
    }

    internal async Task<TResult> QueryAsync<TResult>(QueryWorkflowInput input)
    {
        var converter = ClientPayloads.ConverterFor(client, input.Id);
        var request = new QueryWorkflowRequest
        {
            Namespace = client.Options.Namespace,
            Execution = Execution(input.Id, input.RunId),
            Query = new WorkflowQuery
            {
                QueryType = input.Query,
                QueryArgs = await converter.ToArgumentsAsync(input.Args).ConfigureAwait(false),
                Header = await converter.ToHeaderAsync(input.Headers).ConfigureAwait(false),
            },
            QueryRejectCondition = input.Options?.RejectCondition ?? client.Options.QueryRejectCondition ?? QueryRejectCondition.Unspecified,
        };
        QueryWorkflowResponse response;
        try
        {
            response = await client.WorkflowService.QueryWorkflowAsync(request, TemporalClient.DefaultRetryOptions(input.Options?.Rpc)).ConfigureAwait(false);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.InvalidArgument && IsQueryFailure(e))
        {
            throw new WorkflowQueryFailedException(e.Message);
        }

        return response.QueryRejected is { } rejected
            ? throw new WorkflowQueryRejectedException(rejected.Status)
            : await converter.ToResultAsync<TResult>(response.QueryResult).ConfigureAwait(false);
    }

    internal Task CancelAsync(CancelWorkflowInput input) => client.WorkflowService.RequestCancelWorkflowExecutionAsync(
        new()
        {
            Namespace = client.Options.Namespace,
            WorkflowExecution = Execution(input.Id, input.RunId),
            FirstExecutionRunId = input.FirstExecutionRunId ?? string.Empty,
            Identity = Identity,
            RequestId = Guid.NewGuid().ToString(),
        },
        TemporalClient.DefaultRetryOptions(input.Options?.Rpc));

    internal async Task TerminateAsync(TerminateWorkflowInput input)
    {
        var converter = ClientPayloads.ConverterFor(client, input.Id);
        var request = new TerminateWorkflowExecutionRequest
        {
            Namespace = client.Options.Namespace,
            WorkflowExecution = Execution(input.Id, input.RunId),
            FirstExecutionRunId = input.FirstExecutionRunId ?? string.Empty,
            Reason = input.Reason ?? string.Empty,
            Details = await converter.ToArgumentsAsync(input.Options?.Details ?? []).ConfigureAwait(false),
            Identity = Identity,
        };
        await client.WorkflowService.TerminateWorkflowExecutionAsync(request, TemporalClient.DefaultRetryOptions(input.Options?.Rpc)).ConfigureAwait(false);
    }

    private static WorkflowExecutionRef Execution(string id, string? runId) => new() { WorkflowId = id, RunId = runId ?? string.Empty };

    private static bool IsQueryFailure(RpcException error) => error.GrpcStatus.Value is { Details: [var detail] } && detail.Is(QueryFailedFailure.Descriptor);
}
