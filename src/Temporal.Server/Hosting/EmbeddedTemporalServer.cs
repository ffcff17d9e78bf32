using System.Net;
using Temporal.Server.Grpc;

namespace Temporal.Server.Hosting;

/// <summary>A single-node Temporal service inside this process: the gRPC API of the real one, durable in PostgreSQL or in memory.</summary>
public sealed class EmbeddedTemporalServer : IAsyncDisposable
{
    private readonly GrpcListener _listener;

    private EmbeddedTemporalServer(GrpcListener listener) => _listener = listener;

    /// <summary>Where the service listens, with the bound port.</summary>
    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <summary>The same as <c>host:port</c>, as clients take it.</summary>
    public string Address => EndPoint.ToString();

    /// <summary>Opens the store, recovers what was there, and serves.</summary>
    /// <exception cref="InvalidOperationException">An option is wrong, or another server runs on the same database; the message says which and what to do.</exception>
    public static async Task<EmbeddedTemporalServer> StartAsync(EmbeddedTemporalServerOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var table = new MethodTable(new HealthService(() => true).Methods);
        var listener = await GrpcListener.StartAsync(
            new GrpcListenerOptions(options.Listen, options.ConfigureListener), table, options.LoggerFactory, cancellationToken);
        return new EmbeddedTemporalServer(listener);
    }

    /// <summary>Ends long polls, lets running calls finish, closes the store.</summary>
    public ValueTask DisposeAsync() => _listener.DisposeAsync();
}
