using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vibe.Chat.Outbound;

namespace Vibe.Chat.Publishing;

/// <summary>Makes threads show what the outbox says, one loop per platform.</summary>
internal sealed class OutboxPublisher(PublishParts parts, PlatformDirectory platforms, ILogger<PlatformLoop> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(platforms.All.Select(p => new PlatformLoop(parts, p, logger).RunAsync(stoppingToken)));
}
