using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vibe.Chat.Failures;
using Vibe.Chat.Settings;
using Vibe.Data.Inbox;

namespace Vibe.Chat.Dispatch;

/// <summary>Forgets events that were done long ago, every hour.</summary>
internal sealed partial class InboxCleaner(IInboxStore inbox, DispatchOptions options, TimeProvider time, ILogger<InboxCleaner> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        do
        {
            try
            {
                var count = await inbox.PruneAsync(options.KeepDone, stoppingToken);
                LogCleaned(count);
            }
            catch (Exception failure) when (DataFailures.IsAway(failure))
            {
                LogSkipped(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(2120, LogLevel.Debug, "{Count} done events were deleted.")]
    private partial void LogCleaned(int count);

    [LoggerMessage(2121, LogLevel.Warning, "Done events were not deleted; the next try is in an hour.")]
    private partial void LogSkipped(Exception failure);
}
