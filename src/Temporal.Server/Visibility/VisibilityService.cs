using System.Text.Json;
using Google.Protobuf;
using Temporal.Server.Grpc;
using Temporal.Server.Limits;
using Temporal.Server.Namespaces;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Filter.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Visibility;

/// <summary>List, scan and count of WorkflowService.</summary>
internal sealed class VisibilityService(NamespaceDirectory namespaces, IVisibilityReader reader, SearchAttributeLimits limits)
{
    public IReadOnlyList<RpcMethod> Methods =>
    [
        RpcMethod.Of<ListWorkflowExecutionsRequest, ListWorkflowExecutionsResponse>(RpcMethod.WorkflowService, "ListWorkflowExecutions", ListAsync),
        RpcMethod.Of<ScanWorkflowExecutionsRequest, ScanWorkflowExecutionsResponse>(RpcMethod.WorkflowService, "ScanWorkflowExecutions", ScanAsync),
        RpcMethod.Of<CountWorkflowExecutionsRequest, CountWorkflowExecutionsResponse>(RpcMethod.WorkflowService, "CountWorkflowExecutions", CountAsync),
        RpcMethod.Of<ListOpenWorkflowExecutionsRequest, ListOpenWorkflowExecutionsResponse>(RpcMethod.WorkflowService, "ListOpenWorkflowExecutions", ListOpenAsync),
        RpcMethod.Of<ListClosedWorkflowExecutionsRequest, ListClosedWorkflowExecutionsResponse>(RpcMethod.WorkflowService, "ListClosedWorkflowExecutions", ListClosedAsync),
    ];

    private async Task<ListWorkflowExecutionsResponse> ListAsync(ListWorkflowExecutionsRequest request, RpcContext context)
    {
        var page = await QueryAsync(request.Namespace, request.Query, request.PageSize, request.NextPageToken, context.Cancelled);
        return new ListWorkflowExecutionsResponse { Executions = { page.Executions }, NextPageToken = TokenOf(page) };
    }

    private async Task<ScanWorkflowExecutionsResponse> ScanAsync(ScanWorkflowExecutionsRequest request, RpcContext context)
    {
        var page = await QueryAsync(request.Namespace, request.Query, request.PageSize, request.NextPageToken, context.Cancelled);
        return new ScanWorkflowExecutionsResponse { Executions = { page.Executions }, NextPageToken = TokenOf(page) };
    }

    private async Task<CountWorkflowExecutionsResponse> CountAsync(CountWorkflowExecutionsRequest request, RpcContext context)
    {
        var record = namespaces.ResolveRecord(request.Namespace);
        var query = QueryParser.Parse(request.Query, record.SearchAttributes, mayGroup: true);
        var counts = await reader.CountAsync(record.Id, query.Where, context.Cancelled);
        var response = new CountWorkflowExecutionsResponse { Count = counts.Values.Sum() };
        if (query.IsGroupedByStatus)
        {
            foreach (var (status, count) in counts.OrderByDescending(pair => pair.Value))
            {
                response.Groups.Add(new CountWorkflowExecutionsResponse.Types.AggregationGroup
                {
                    Count = count,
                    GroupValues = { KeywordPayload(status.ToString()) },
                });
            }
        }

        return response;
    }

    private async Task<ListOpenWorkflowExecutionsResponse> ListOpenAsync(ListOpenWorkflowExecutionsRequest request, RpcContext context)
    {
        Filter where = new Filter.Compare(System("ExecutionStatus"), FilterOperator.Equal, nameof(WorkflowExecutionStatus.Running));
        where = And(where, StartedIn(request.StartTimeFilter));
        where = And(where, Of(request.ExecutionFilter));
        where = And(where, Of(request.TypeFilter));
        var page = await ListAsync(request.Namespace, where, request.MaximumPageSize, request.NextPageToken, context.Cancelled);
        return new ListOpenWorkflowExecutionsResponse { Executions = { page.Executions }, NextPageToken = TokenOf(page) };
    }

    private async Task<ListClosedWorkflowExecutionsResponse> ListClosedAsync(ListClosedWorkflowExecutionsRequest request, RpcContext context)
    {
        Filter where = new Filter.IsNull(System("CloseTime"), IsNegated: true);
        where = And(where, ClosedIn(request.StartTimeFilter));
        where = And(where, Of(request.ExecutionFilter));
        where = And(where, Of(request.TypeFilter));
        if (request.StatusFilter is { } status)
        {
            where = And(where, new Filter.Compare(System("ExecutionStatus"), FilterOperator.Equal, status.Status.ToString()));
        }

        var page = await ListAsync(request.Namespace, where, request.MaximumPageSize, request.NextPageToken, context.Cancelled);
        return new ListClosedWorkflowExecutionsResponse { Executions = { page.Executions }, NextPageToken = TokenOf(page) };
    }

    private Task<VisibilityPage> QueryAsync(string name, string query, int pageSize, ByteString token, CancellationToken cancellationToken)
    {
        var record = namespaces.ResolveRecord(name);
        var parsed = QueryParser.Parse(query, record.SearchAttributes, mayGroup: false);
        return ListAsync(name, parsed.Where, pageSize, token, cancellationToken);
    }

    private async Task<VisibilityPage> ListAsync(string name, Filter? where, int pageSize, ByteString token, CancellationToken cancellationToken)
    {
        var record = namespaces.ResolveRecord(name);
        var size = pageSize <= 0 || pageSize > limits.PageSize ? limits.PageSize : pageSize;
        return await reader.ListAsync(new VisibilityRequest(record.Id, where, size, VisibilityPosition.OfToken(token)), cancellationToken);
    }

    private static ByteString TokenOf(VisibilityPage page) => page.Next?.ToToken() ?? ByteString.Empty;

    private static Filter And(Filter left, Filter? right) => right is null ? left : new Filter.And(left, right);

    private static Filter? StartedIn(StartTimeFilter? filter) => Within("StartTime", filter);

    /// <summary>The real server applies the time filter of closed runs to their close.</summary>
    private static Filter? ClosedIn(StartTimeFilter? filter) => Within("CloseTime", filter);

    private static Filter.Between? Within(string name, StartTimeFilter? filter)
    {
        if (filter?.EarliestTime is null && filter?.LatestTime is null)
        {
            return null;
        }

        return new Filter.Between(
            System(name), VisibilityRecord.Ticks(filter.EarliestTime) ?? 0L, VisibilityRecord.Ticks(filter.LatestTime) ?? long.MaxValue, IsNegated: false);
    }

    private static Filter.Compare? Of(WorkflowExecutionFilter? filter) =>
        filter is null ? null
        : filter.RunId.Length > 0 ? new Filter.Compare(System("RunId"), FilterOperator.Equal, filter.RunId)
        : new Filter.Compare(System("WorkflowId"), FilterOperator.Equal, filter.WorkflowId);

    private static Filter.Compare? Of(WorkflowTypeFilter? filter) =>
        filter is null ? null : new Filter.Compare(System("WorkflowType"), FilterOperator.Equal, filter.Name);

    private static FilterAttribute System(string name) => new(name, SearchAttributeCatalog.System[name], IsSystem: true);

    private static Payload KeywordPayload(string value) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8("Keyword") },
        Data = ByteString.CopyFromUtf8(JsonSerializer.Serialize(value)),
    };
}
