using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Vibe.Data.Statements;

namespace Vibe.Data.Changes;

/// <summary>Turns the database's notifications into wake-ups of this process.</summary>
internal sealed partial class ChangeListener(NpgsqlDataSource database, ChangeFeed feed, TimeProvider time, ILogger<ChangeListener> logger) : BackgroundService
{
    /// <summary>One channel; the payload is the kind's name.</summary>
    internal const string Channel = "vibe_changes";

    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException)
            {
                LogConnectionLost(failure);
                await Task.Delay(ReconnectDelay, time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, notification) =>
        {
            if (Enum.TryParse<ChangeKind>(notification.Payload, out var kind))
            {
                feed.Raise(kind);
            }
        };
        await connection.ExecuteAsync($"listen {Channel}", [], cancellationToken);

        // Whatever was notified before now was not heard.
        foreach (var kind in Enum.GetValues<ChangeKind>())
        {
            feed.Raise(kind);
        }

        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    [LoggerMessage(1002, LogLevel.Warning, "The connection that listens for changes was lost; rows are looked for by time until it is back.")]
    private partial void LogConnectionLost(Exception failure);
}
