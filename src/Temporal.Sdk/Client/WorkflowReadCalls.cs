using System.Runtime.CompilerServices;
using Google.Protobuf;
using Temporalio.Api.History.V1;
using Temporalio.Client.Interceptors;
using WorkflowExecutionRef = Temporalio.Api.Common.V1.WorkflowExecution;

namespace Temporalio.Client;

/// <summary>Descriptions, histories, lists and counts.</summary>
internal sealed class WorkflowReadCalls(TemporalClient client)
{
    internal async Task<WorkflowExecutionDescription> DescribeAsync(DescribeWorkflowInput input)
    {
        var response = await client.WorkflowService.DescribeWorkflowExecutionAsync(
            new()
            {
                Namespace = client.Options.Namespace,
                Execution = new WorkflowExecutionRef { WorkflowId = input.Id, RunId = input.RunId ?? string.Empty },
            },
            TemporalClient.DefaultRetryOptions(input.Options?.Rpc)).ConfigureAwait(false);
        return new(response, ClientPayloads.ConverterFor(client, input.Id));
    }

    internal async Task<WorkflowHistoryEventPage> FetchHistoryPageAsync(FetchWorkflowHistoryEventPageInput input)
    {
        var response = await client.WorkflowService.GetWorkflowExecutionHistoryAsync(
            new()
            {
                Namespace = client.Options.Namespace,
                Execution = new WorkflowExecutionRef { WorkflowId = input.Id, RunId = input.RunId ?? string.Empty },
                MaximumPageSize = input.PageSize ?? 0,
                NextPageToken = input.NextPageToken is { } token ? UnsafeByteOperations.UnsafeWrap(token) : ByteString.Empty,
                WaitNewEvent = input.WaitNewEvent,
                HistoryEventFilterType = input.EventFilterType,
                SkipArchival = input.SkipArchival,
            },
            TemporalClient.DefaultRetryOptions(input.Rpc)).ConfigureAwait(false);
        return new(
            response.History?.Events ?? (IReadOnlyCollection<HistoryEvent>)[],
            response.NextPageToken.IsEmpty ? null : response.NextPageToken.ToByteArray());
    }

    internal async IAsyncEnumerable<WorkflowExecution> ListAsync(
        ListWorkflowsInput input, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (rpc, linked) = (input.Options?.Rpc ?? new RpcOptions()).WithAdditionalCancellationToken(cancellationToken);
        using (linked)
        {
            var options = new WorkflowListPaginatedOptions { Rpc = rpc };
            byte[]? token = null;
            var yielded = 0;
            do
            {
                var page = await ListPageAsync(new(input.Query, token, options)).ConfigureAwait(false);
                foreach (var workflow in page.Workflows)
                {
                    yield return workflow;
                    if (++yielded == input.Options?.Limit)
                    {
                        yield break;
                    }
                }

                token = page.NextPageToken;
            }
            while (token is not null);
        }
    }

    internal async Task<WorkflowListPage> ListPageAsync(ListWorkflowsPaginatedInput input)
    {
        var response = await client.WorkflowService.ListWorkflowExecutionsAsync(
            new()
            {
                Namespace = client.Options.Namespace,
                Query = input.Query,
                PageSize = input.Options?.PageSize ?? 0,
                NextPageToken = input.NextPageToken is { } token ? UnsafeByteOperations.UnsafeWrap(token) : ByteString.Empty,
            },
            TemporalClient.DefaultRetryOptions(input.Options?.Rpc)).ConfigureAwait(false);
        return new(
            [.. response.Executions.Select(e => new WorkflowExecution(e, client.Options.DataConverter, client.Options.Namespace))],
            response.NextPageToken.IsEmpty ? null : response.NextPageToken.ToByteArray());
    }

    internal async Task<WorkflowExecutionCount> CountAsync(CountWorkflowsInput input) => new(
        await client.WorkflowService.CountWorkflowExecutionsAsync(
            new() { Namespace = client.Options.Namespace, Query = input.Query },
            TemporalClient.DefaultRetryOptions(input.Options?.Rpc)).ConfigureAwait(false));
}
