using Temporal.Server.Grpc;
using Temporal.Server.Namespaces;
using Temporal.Server.Visibility;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Operator;

/// <summary>GetSystemInfo, GetClusterInfo and GetSearchAttributes of WorkflowService.</summary>
internal sealed class ClusterService(NamespaceDirectory namespaces, ClusterIdentity cluster)
{
    public IReadOnlyList<RpcMethod> Methods =>
    [
        RpcMethod.Of<GetSystemInfoRequest, GetSystemInfoResponse>(RpcMethod.WorkflowService, "GetSystemInfo", GetSystemInfoAsync),
        RpcMethod.Of<GetClusterInfoRequest, GetClusterInfoResponse>(RpcMethod.WorkflowService, "GetClusterInfo", GetClusterInfoAsync),
        RpcMethod.Of<GetSearchAttributesRequest, GetSearchAttributesResponse>(RpcMethod.WorkflowService, "GetSearchAttributes", GetSearchAttributesAsync),
    ];

    private Task<GetSystemInfoResponse> GetSystemInfoAsync(GetSystemInfoRequest request, RpcContext context) =>
        Task.FromResult(new GetSystemInfoResponse
        {
            ServerVersion = ClusterIdentity.ServerVersion,
            Capabilities = new GetSystemInfoResponse.Types.Capabilities
            {
                SignalAndQueryHeader = true,
                InternalErrorDifferentiation = true,
                ActivityFailureIncludeHeartbeat = true,
                EncodedFailureAttributes = true,
                UpsertMemo = true,
                EagerWorkflowStart = true,
                SdkMetadata = true,
                CountGroupByExecutionStatus = true,
            },
        });

    private Task<GetClusterInfoResponse> GetClusterInfoAsync(GetClusterInfoRequest request, RpcContext context)
    {
        var response = new GetClusterInfoResponse
        {
            ServerVersion = ClusterIdentity.ServerVersion,
            ClusterId = cluster.Id,
            ClusterName = NamespaceService.ClusterName,
            HistoryShardCount = 1,
            PersistenceStore = cluster.StoreKind,
            VisibilityStore = cluster.StoreKind,
            InitialFailoverVersion = 1,
            FailoverVersionIncrement = 10,
        };
        foreach (var client in (string[])["temporal-cli", "temporal-go", "temporal-java", "temporal-php", "temporal-server", "temporal-typescript"])
        {
            response.SupportedClients[client] = "<2.0.0";
        }

        response.SupportedClients["temporal-ui"] = "<3.0.0";
        return Task.FromResult(response);
    }

    private Task<GetSearchAttributesResponse> GetSearchAttributesAsync(GetSearchAttributesRequest request, RpcContext context)
    {
        var response = new GetSearchAttributesResponse();
        foreach (var (name, type) in SearchAttributeCatalog.All)
        {
            response.Keys[name] = type;
        }

        foreach (var (name, type) in namespaces.All.SelectMany(record => record.SearchAttributes))
        {
            response.Keys[name] = type;
        }

        return Task.FromResult(response);
    }
}
