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
            return await troubles.CountAsync(cancellationToken) switch
            {
                { Events: 0, Messages: 0 } => HealthCheckResult.Healthy(),
                var found => HealthCheckResult.Degraded(
                    $"{found.Events} events were given up and {found.Messages} messages cannot be shown. The log names each with its reason (\"was given up\", \"cannot be published\"); a card is tried again with its build's next step."),
            };
        }
        catch (NpgsqlException)
        {
            // That the database does not answer is said by its own check.
            return HealthCheckResult.Healthy();
        }
    }
}
