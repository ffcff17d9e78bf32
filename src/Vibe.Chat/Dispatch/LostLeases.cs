using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vibe.Chat.Failures;
using Vibe.Data.Leases;

namespace Vibe.Chat.Dispatch;

/// <summary>Before anything is dispatched or published: what a killed process of this machine had in hand is taken over at once instead of when its lease runs out.</summary>
internal sealed partial class LostLeases(ILeaseTakeover leases, ILogger<LostLeases> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await leases.TakeOverAsync(cancellationToken) is > 0 and var rows)
            {
                LogTakenOver(rows);
            }
        }
        catch (Exception failure) when (DataFailures.IsAway(failure))
        {
            // The leases end by their time.
            LogDatabaseAway(failure);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(2301, LogLevel.Information, "Took over {Rows} events and messages from a process that ended without giving them back.")]
    private partial void LogTakenOver(int rows);

    [LoggerMessage(2302, LogLevel.Warning, "The database cannot be reached; what an earlier process had in hand follows when its leases run out.")]
    private partial void LogDatabaseAway(Exception failure);
}
