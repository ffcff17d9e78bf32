using Microsoft.Extensions.Diagnostics.HealthChecks;
using Vibe.Slack.Connection;

namespace Vibe.Host.Chat;

/// <summary>Whether Slack takes Vibe for whom it is, and reaches it. It does not make the process unfit to serve: builds go on, and what is to be shown waits.</summary>
internal sealed class SlackHealthCheck(ISlackConnection slack) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        slack.Problem is { } problem ? HealthCheckResult.Degraded(problem)
        : slack.OpenSockets == 0 ? HealthCheckResult.Degraded("No Socket Mode connection is open, so that nothing comes from Slack. The log says why.")
        : HealthCheckResult.Healthy(slack.Identity?.ToString()));
}
