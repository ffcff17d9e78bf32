using Temporal.Server.Grpc;
using Temporal.Server.Namespaces;
using Temporal.Server.Visibility;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.OperatorService.V1;

namespace Temporal.Server.Operator;

/// <summary>Search attributes, clusters and the end of namespaces: what the command line's <c>operator</c> asks for.</summary>
internal sealed class OperatorService(NamespaceDirectory namespaces, NamespaceRemoval removal, ClusterIdentity cluster)
{
    public IReadOnlyList<RpcMethod> Methods =>
    [
        RpcMethod.Of<AddSearchAttributesRequest, AddSearchAttributesResponse>(RpcMethod.OperatorService, "AddSearchAttributes", AddAsync),
        RpcMethod.Of<ListSearchAttributesRequest, ListSearchAttributesResponse>(RpcMethod.OperatorService, "ListSearchAttributes", ListAsync),
        RpcMethod.Of<RemoveSearchAttributesRequest, RemoveSearchAttributesResponse>(RpcMethod.OperatorService, "RemoveSearchAttributes", RemoveAsync),
        RpcMethod.Of<ListClustersRequest, ListClustersResponse>(RpcMethod.OperatorService, "ListClusters", ListClustersAsync),
        RpcMethod.Of<DeleteNamespaceRequest, DeleteNamespaceResponse>(RpcMethod.OperatorService, "DeleteNamespace", DeleteNamespaceAsync),
    ];

    private async Task<AddSearchAttributesResponse> AddAsync(AddSearchAttributesRequest request, RpcContext context)
    {
        if (request.SearchAttributes.Count == 0)
        {
            throw ServiceException.InvalidArgument("Search attributes are not set on request.");
        }

        foreach (var (name, type) in request.SearchAttributes)
        {
            if (SearchAttributeCatalog.IsReserved(name))
            {
                throw ServiceException.InvalidArgument($"Search attribute {name} is reserved by system.");
            }

            if (type == IndexedValueType.Unspecified || !System.Enum.IsDefined(type))
            {
                throw ServiceException.InvalidArgument($"Unable to parse search attribute type: {(int)type}.");
            }
        }

        await namespaces.ChangeAsync(request.Namespace, record => Add(record, request), context.Cancelled);
        return new AddSearchAttributesResponse();
    }

    private static NamespaceRecord Add(NamespaceRecord record, AddSearchAttributesRequest request)
    {
        var all = record.SearchAttributes;
        foreach (var (name, type) in request.SearchAttributes)
        {
            if (!all.TryGetValue(name, out var present))
            {
                all = all.Add(name, type);
            }
            else if (present != type)
            {
                throw new ServiceException(GrpcCode.AlreadyExists, $"Search attribute {name} already exists.");
            }
        }

        return all.Count == record.SearchAttributes.Count ? record : record with { SearchAttributes = all };
    }

    private Task<ListSearchAttributesResponse> ListAsync(ListSearchAttributesRequest request, RpcContext context)
    {
        var response = new ListSearchAttributesResponse();
        foreach (var (name, type) in namespaces.ResolveRecord(request.Namespace).SearchAttributes)
        {
            response.CustomAttributes[name] = type;
        }

        foreach (var (name, type) in SearchAttributeCatalog.All)
        {
            response.SystemAttributes[name] = type;
        }

        return Task.FromResult(response);
    }

    private async Task<RemoveSearchAttributesResponse> RemoveAsync(RemoveSearchAttributesRequest request, RpcContext context)
    {
        if (request.SearchAttributes.Count == 0)
        {
            throw ServiceException.InvalidArgument("Search attributes are not set on request.");
        }

        if (request.SearchAttributes.FirstOrDefault(SearchAttributeCatalog.IsReserved) is { } reserved)
        {
            throw ServiceException.InvalidArgument($"Unable to remove non-custom search attributes: {reserved}.");
        }

        await namespaces.ChangeAsync(
            request.Namespace,
            record => record with { SearchAttributes = record.SearchAttributes.RemoveRange(request.SearchAttributes) },
            context.Cancelled);
        return new RemoveSearchAttributesResponse();
    }

    private Task<ListClustersResponse> ListClustersAsync(ListClustersRequest request, RpcContext context) =>
        Task.FromResult(new ListClustersResponse
        {
            Clusters =
            {
                new ClusterMetadata
                {
                    ClusterName = NamespaceService.ClusterName,
                    ClusterId = cluster.Id,
                    Address = cluster.Address,
                    InitialFailoverVersion = 1,
                    HistoryShardCount = 1,
                    IsConnectionEnabled = true,
                },
            },
        });

    private async Task<DeleteNamespaceResponse> DeleteNamespaceAsync(DeleteNamespaceRequest request, RpcContext context)
    {
        var name = request.Namespace.Length > 0 || request.NamespaceId.Length == 0
            ? request.Namespace
            : namespaces.FindRecordById(request.NamespaceId)?.Name ?? request.NamespaceId;
        return new DeleteNamespaceResponse { DeletedNamespace = await removal.BeginAsync(name, context.Cancelled) };
    }
}
