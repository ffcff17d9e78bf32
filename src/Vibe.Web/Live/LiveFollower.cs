using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vibe.Data.Changes;
using Vibe.Data.WebChat;

namespace Vibe.Web.Live;

/// <summary>Follows the stored messages and tells the open pages, whichever process stored them.</summary>
internal sealed partial class LiveFollower(IWebMessageStore messages, IChangeFeed changes, LiveHub hub, ILogger<LiveFollower> logger) : BackgroundService
{
    private static readonly TimeSpan LookBy = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = changes.Subscribe(ChangeKind.WebChat);
        long? seen = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                seen = await TellAsync(seen, stoppingToken);
            }
            catch (DbException e)
            {
                LogFollowingFailed(e);
            }

            await subscription.WaitAsync(LookBy, stoppingToken);
        }
    }

    private async Task<long> TellAsync(long? seen, CancellationToken cancellationToken)
    {
        if (seen is not { } after)
        {
            return await messages.LatestChangeAsync(cancellationToken);
        }

        foreach (var row in await messages.ListChangedAsync(after, cancellationToken))
        {
            hub.Broadcast(LiveFrame.Of(row));
            after = row.Change;
        }

        return after;
    }

    [LoggerMessage(7001, LogLevel.Warning, "The web chat could not read its messages; it tries again.")]
    private partial void LogFollowingFailed(Exception failure);
}
