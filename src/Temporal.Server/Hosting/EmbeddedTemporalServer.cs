using System.Net;
using Temporal.Server.Grpc;

namespace Temporal.Server.Hosting;

/// <summary>A single-node Temporal service inside this process: the gRPC API of the real one, durable in PostgreSQL or in memory.</summary>
public sealed class EmbeddedTemporalServer : IAsyncDisposable
{
    private readonly GrpcListener _listener;
    private readonly ServerComposition _composition;
    private int _isDisposed;

    private EmbeddedTemporalServer(GrpcListener listener, ServerComposition composition)
    {
        _listener = listener;
        _composition = composition;
    }

    /// <summary>Where the service listens, with the bound port.</summary>
    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <summary>The same as <c>host:port</c>, as clients take it.</summary>
    public string Address => EndPoint.ToString();

    /// <summary>Completes, faulted, when another server has taken the store over: this one acknowledges nothing any more and should end. Other failures of the store heal by themselves.</summary>
    public Task Failed => _composition.Engine.Failed;

    /// <summary>Opens the store, recovers what was there, and serves.</summary>
    /// <exception cref="InvalidOperationException">An option is wrong, or another server runs on the same database; the message says which and what to do.</exception>
    public static async Task<EmbeddedTemporalServer> StartAsync(EmbeddedTemporalServerOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var composition = await ServerComposition.CreateAsync(options, cancellationToken);
        try
        {
            var listener = await GrpcListener.StartAsync(
                new GrpcListenerOptions(options.Listen, options.ConfigureListener), composition.Methods, options.LoggerFactory, cancellationToken);
            composition.Cluster.Address = listener.EndPoint.ToString();
            return new EmbeddedTemporalServer(listener, composition);
        }
        catch
        {
            await composition.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends long polls, lets running calls finish, closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        _composition.Engine.Stop();
        await _listener.DisposeAsync();
        await _composition.DisposeAsync();
    }
}
