using Npgsql;
using Vibe.Host.Failures;

namespace Vibe.Host.Database;

/// <summary>Waits for a database of somebody else's: one that is started beside Vibe may take longer than Vibe does.</summary>
internal static class ConfiguredDatabase
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Returns when it answers.</summary>
    /// <exception cref="VibeStartupException">It refuses, or does not answer in time.</exception>
    public static async Task WaitAsync(string connectionString, Action<string> announce, TimeProvider time, CancellationToken cancellationToken)
    {
        var (begin, isAnnounced) = (time.GetTimestamp(), false);
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(settings.ConnectionString);
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (PostgresException e) when (!e.IsTransient)
            {
                throw new VibeStartupException($"The database at {settings.Host}:{settings.Port} refuses: {e.MessageText}. Correct ConnectionStrings:Postgres.", e);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                if (time.GetElapsedTime(begin) > LongestWait)
                {
                    throw new VibeStartupException(
                        $"The database at {settings.Host}:{settings.Port} did not answer within {LongestWait.TotalMinutes:0} minutes: {e.Message}. Start it, or correct ConnectionStrings:Postgres.", e);
                }
            }

            if (!isAnnounced)
            {
                announce($"Waiting for the database at {settings.Host}:{settings.Port}");
                isAnnounced = true;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
