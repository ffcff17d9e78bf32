using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Vibe.Data.Troubles;

namespace Vibe.Host.Startup;

/// <summary>Whether something was given up and waits for somebody who looks. It does not make the process unfit to serve.</summary>
internal sealed class TroublesHealthCheck(ITroubleStore troubles) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var found = await troubles.CountAsync(cancellationToken);
            return found.IsNone ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(found.Describe());
        }
        catch (NpgsqlException)
        {
            // That the database does not answer is said by its own check.
            return HealthCheckResult.Healthy();
        }
    }
}
