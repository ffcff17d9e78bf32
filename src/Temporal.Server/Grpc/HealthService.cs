using Grpc.Health.V1;

namespace Temporal.Server.Grpc;

/// <summary><c>grpc.health.v1.Health/Check</c>: whether the server takes calls.</summary>
internal sealed class HealthService(Func<bool> isServing)
{
    public const string Service = "grpc.health.v1.Health";

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        string.Empty,
        RpcMethod.WorkflowService,
        RpcMethod.OperatorService,
        Service,
    };

    public IReadOnlyList<RpcMethod> Methods => [RpcMethod.Of<HealthCheckRequest, HealthCheckResponse>(Service, "Check", CheckAsync)];

    private Task<HealthCheckResponse> CheckAsync(HealthCheckRequest request, RpcContext context)
    {
        if (!Known.Contains(request.Service))
        {
            throw new ServiceException(GrpcCode.NotFound, "unknown service");
        }

        var status = isServing() ? HealthCheckResponse.Types.ServingStatus.Serving : HealthCheckResponse.Types.ServingStatus.NotServing;
        return Task.FromResult(new HealthCheckResponse { Status = status });
    }
}
