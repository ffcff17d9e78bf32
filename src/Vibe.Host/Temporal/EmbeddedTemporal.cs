using System.Net;
using System.Net.Sockets;
using Temporal.Server.Hosting;
using Vibe.Host.Failures;

namespace Vibe.Host.Temporal;

/// <summary>Starts the embedded Temporal service as the options say.</summary>
internal static class EmbeddedTemporal
{
    /// <summary>Starts it.</summary>
    /// <exception cref="VibeStartupException">The set port is taken, or another server runs on the same database.</exception>
    public static async Task<EmbeddedTemporalServer> StartAsync(TemporalOptions options, string? connectionString, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var settings = new EmbeddedTemporalServerOptions
        {
            Listen = IPEndPoint.Parse(options.Listen ?? TemporalOptions.DefaultListen),
            Store = options.Store == TemporalStoreKind.Memory ? TemporalStore.Memory
                : TemporalStore.PostgreSql(connectionString ?? throw new InvalidOperationException("The PostgreSQL store needs a database.")),
            Namespaces = [options.Namespace],
            DynamicConfig = options.DynamicConfig,
            LoggerFactory = loggers,
        };
        try
        {
            try
            {
                return await EmbeddedTemporalServer.StartAsync(settings, cancellationToken);
            }
            catch (IOException e) when (IsPortTaken(e) && options.Listen is null)
            {
                // The usual port is a courtesy to other tools; where it is taken, any will do.
                return await EmbeddedTemporalServer.StartAsync(settings with { Listen = new IPEndPoint(IPAddress.Loopback, 0) }, cancellationToken);
            }
        }
        catch (IOException e) when (IsPortTaken(e))
        {
            throw new VibeStartupException($"Temporal:Listen {options.Listen} is taken by another program. Choose another port, or leave the setting out.", e);
        }
        catch (InvalidOperationException e)
        {
            throw new VibeStartupException($"The embedded Temporal service cannot start: {e.Message}", e);
        }
    }

    private static bool IsPortTaken(Exception? e) =>
        e is not null && (e is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } || e.GetType().Name == "AddressInUseException" || IsPortTaken(e.InnerException));
}
