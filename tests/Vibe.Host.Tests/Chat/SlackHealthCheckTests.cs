using Microsoft.Extensions.Diagnostics.HealthChecks;
using Vibe.Host.Chat;
using Vibe.Slack.Connection;

namespace Vibe.Host.Tests.Chat;

public sealed class SlackHealthCheckTests
{
    [Theory]
    [InlineData(null, null, HealthStatus.Healthy)]
    [InlineData(null, 1, HealthStatus.Healthy)]
    [InlineData(null, 0, HealthStatus.Degraded)]
    [InlineData("The token was revoked.", 2, HealthStatus.Degraded)]
    public async Task CheckHealthAsync_EachState_IsTold(string? problem, int? sockets, HealthStatus expected)
    {
        var result = await new SlackHealthCheck(new Connection(problem, sockets)).CheckHealthAsync(new HealthCheckContext());

        Assert.Equal(expected, result.Status);
        Assert.True(problem is null || result.Description == problem);
    }

    private sealed record Connection(string? Problem, int? OpenSockets) : ISlackConnection
    {
        public SlackIdentity? Identity => null;

        public Task<SlackIdentity?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<SlackIdentity?>(null);
    }
}
