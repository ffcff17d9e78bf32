using Microsoft.Extensions.Diagnostics.HealthChecks;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Vibe.Host.Temporal;

/// <summary>Whether the Temporal service answers.</summary>
internal sealed class TemporalHealthCheck(ITemporalClient client) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await client.Connection.ConnectAsync();
            return await client.Connection.CheckHealthAsync(null, new RpcOptions { Timeout = Patience, CancellationToken = cancellationToken, Retry = false })
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("the Temporal service does not serve");
        }
        catch (Exception e) when (e is RpcException or RpcTimeoutOrCanceledException or InvalidOperationException)
        {
            return HealthCheckResult.Unhealthy("the Temporal service does not answer", e);
        }
    }
}
