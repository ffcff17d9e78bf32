using System.Collections.Immutable;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Grpc;
using Temporal.Server.Limits;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Namespace.V1;
using Temporalio.Api.Replication.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Namespaces;

/// <summary>Register, describe, list, update and deprecate of WorkflowService.</summary>
internal sealed class NamespaceService(NamespaceDirectory namespaces, ServerLimits limits)
{
    /// <summary>The name of the one cluster, as the real server calls it.</summary>
    public const string ClusterName = "active";

    private const int DefaultPageSize = 100;
    private static readonly TimeSpan MinRetention = TimeSpan.FromHours(1);

    public IReadOnlyList<RpcMethod> Methods =>
    [
        RpcMethod.Of<RegisterNamespaceRequest, RegisterNamespaceResponse>(RpcMethod.WorkflowService, "RegisterNamespace", RegisterAsync),
        RpcMethod.Of<DescribeNamespaceRequest, DescribeNamespaceResponse>(RpcMethod.WorkflowService, "DescribeNamespace", DescribeAsync),
        RpcMethod.Of<ListNamespacesRequest, ListNamespacesResponse>(RpcMethod.WorkflowService, "ListNamespaces", ListAsync),
        RpcMethod.Of<UpdateNamespaceRequest, UpdateNamespaceResponse>(RpcMethod.WorkflowService, "UpdateNamespace", UpdateAsync),
        RpcMethod.Of<DeprecateNamespaceRequest, DeprecateNamespaceResponse>(RpcMethod.WorkflowService, "DeprecateNamespace", DeprecateAsync),
    ];

    private async Task<RegisterNamespaceResponse> RegisterAsync(RegisterNamespaceRequest request, RpcContext context)
    {
        if (request.Namespace.Length == 0)
        {
            throw ServiceException.InvalidArgument("Namespace not set on request.");
        }

        if (Encoding.UTF8.GetByteCount(request.Namespace) > limits.IdLength)
        {
            throw ServiceException.InvalidArgument("Namespace length exceeds limit.");
        }

        var record = new NamespaceRecord
        {
            Id = Guid.NewGuid().ToString(),
            Name = request.Namespace,
            Description = request.Description,
            OwnerEmail = request.OwnerEmail,
            Data = request.Data.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Retention = RetentionOf(request.WorkflowExecutionRetentionPeriod),
        };
        return await namespaces.TryAddAsync(record, context.Cancelled)
            ? new RegisterNamespaceResponse()
            : throw new ServiceException(GrpcCode.AlreadyExists, $"Namespace \"{request.Namespace}\" already exists", new NamespaceAlreadyExistsFailure());
    }

    private Task<DescribeNamespaceResponse> DescribeAsync(DescribeNamespaceRequest request, RpcContext context)
    {
        var record = request.Namespace.Length > 0 || request.Id.Length == 0
            ? namespaces.ResolveRecord(request.Namespace)
            : namespaces.FindRecordById(request.Id) ?? throw new ServiceException(
                GrpcCode.NotFound, $"Namespace {request.Id} is not found.", new NamespaceNotFoundFailure { Namespace = request.Id });
        return Task.FromResult(new DescribeNamespaceResponse
        {
            NamespaceInfo = InfoOf(record),
            Config = ConfigOf(record),
            ReplicationConfig = Replication(),
        });
    }

    private Task<ListNamespacesResponse> ListAsync(ListNamespacesRequest request, RpcContext context)
    {
        var after = request.NextPageToken.ToStringUtf8();
        var size = request.PageSize > 0 ? request.PageSize : DefaultPageSize;
        var includeDeleted = request.NamespaceFilter?.IncludeDeleted == true;
        var rest = namespaces.All
            .Where(record => includeDeleted || record.State != NamespaceState.Deleted)
            .Where(record => string.CompareOrdinal(record.Name, after) > 0)
            .Take(size + 1)
            .ToList();
        var response = new ListNamespacesResponse();
        foreach (var record in rest.Take(size))
        {
            response.Namespaces.Add(new DescribeNamespaceResponse
            {
                NamespaceInfo = InfoOf(record),
                Config = ConfigOf(record),
                ReplicationConfig = Replication(),
            });
        }

        if (rest.Count > size)
        {
            response.NextPageToken = ByteString.CopyFromUtf8(rest[size - 1].Name);
        }

        return Task.FromResult(response);
    }

    private async Task<UpdateNamespaceResponse> UpdateAsync(UpdateNamespaceRequest request, RpcContext context)
    {
        var record = await namespaces.ChangeAsync(request.Namespace, before => Update(before, request), context.Cancelled);
        return new UpdateNamespaceResponse
        {
            NamespaceInfo = InfoOf(record),
            Config = ConfigOf(record),
            ReplicationConfig = Replication(),
        };
    }

    private static NamespaceRecord Update(NamespaceRecord record, UpdateNamespaceRequest request)
    {
        if (request.UpdateInfo is { } info)
        {
            record = record with
            {
                Description = info.Description.Length > 0 ? info.Description : record.Description,
                OwnerEmail = info.OwnerEmail.Length > 0 ? info.OwnerEmail : record.OwnerEmail,
                Data = record.Data.SetItems(info.Data),
                State = info.State == NamespaceState.Unspecified ? record.State : info.State,
            };
        }

        return request.Config?.WorkflowExecutionRetentionTtl is { } retention
            ? record with { Retention = RetentionOf(retention) }
            : record;
    }

    private async Task<DeprecateNamespaceResponse> DeprecateAsync(DeprecateNamespaceRequest request, RpcContext context)
    {
        await namespaces.ChangeAsync(request.Namespace, record => record with { State = NamespaceState.Deprecated }, context.Cancelled);
        return new DeprecateNamespaceResponse();
    }

    private static TimeSpan RetentionOf(Duration? duration)
    {
        // Longer than TimeSpan can say is as good as for ever.
        var retention = duration is null ? TimeSpan.Zero
            : duration.Seconds > TimeSpan.MaxValue.TotalSeconds ? TimeSpan.MaxValue
            : TimeSpan.FromSeconds(duration.Seconds);
        return retention >= MinRetention
            ? retention
            : throw ServiceException.InvalidArgument("A valid retention period is not set on request.");
    }

    private NamespaceInfo InfoOf(NamespaceRecord record) => new()
    {
        Name = record.Name,
        Id = record.Id,
        State = record.State,
        Description = record.Description,
        OwnerEmail = record.OwnerEmail,
        Data = { record.Data },
        Capabilities = new NamespaceInfo.Types.Capabilities { EagerWorkflowStart = true, SyncUpdate = true, AsyncUpdate = true, WorkerPollCompleteOnShutdown = true },
        Limits = new NamespaceInfo.Types.Limits
        {
            BlobSizeLimitError = limits.BlobSize,
            MemoSizeLimitError = limits.MemoSize,
        },
    };

    private static NamespaceConfig ConfigOf(NamespaceRecord record)
    {
        var config = new NamespaceConfig
        {
            WorkflowExecutionRetentionTtl = Duration.FromTimeSpan(record.Retention),
            BadBinaries = new BadBinaries(),
            HistoryArchivalState = ArchivalState.Disabled,
            VisibilityArchivalState = ArchivalState.Disabled,
        };
        foreach (var name in record.SearchAttributes.Keys)
        {
            config.CustomSearchAttributeAliases[name] = name;
        }

        return config;
    }

    private static NamespaceReplicationConfig Replication() => new()
    {
        ActiveClusterName = ClusterName,
        Clusters = { new ClusterReplicationConfig { ClusterName = ClusterName } },
        State = ReplicationState.Normal,
    };
}
