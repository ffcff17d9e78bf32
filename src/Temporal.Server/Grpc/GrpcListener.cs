using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Temporal.Server.Grpc;

/// <summary>The HTTP/2 end point: Kestrel with nothing between the connection and the dispatcher.</summary>
internal sealed class GrpcListener : IAsyncDisposable
{
    // Each open long poll is a stream; the default of 100 would stall a worker with many pollers.
    private const int MaxStreams = 10_000;
    private const int StreamWindow = 1024 * 1024;
    private const int ConnectionWindow = 8 * 1024 * 1024;

    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(5);

    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping;

    private GrpcListener(WebApplication application, CancellationTokenSource stopping, IPEndPoint endPoint)
    {
        _application = application;
        _stopping = stopping;
        EndPoint = endPoint;
    }

    /// <summary>Where the server listens; the port is the bound one where 0 was asked for.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Binds and serves.</summary>
    public static async Task<GrpcListener> StartAsync(
        GrpcListenerOptions options, MethodTable table, ILoggerFactory loggerFactory, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var boundPort = options.EndPoint.Port;
        builder.Services.AddSingleton(loggerFactory);
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            SetLimits(kestrel);
            kestrel.Listen(options.EndPoint, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                options.Configure?.Invoke(listen);
                WatchedTransport.Use(listen);
            });
        });
        var application = builder.Build();
        var stopping = new CancellationTokenSource();
        var dispatcher = new GrpcDispatcher(table, loggerFactory.CreateLogger<GrpcDispatcher>(), stopping.Token);
        application.Run(dispatcher.InvokeAsync);
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch
        {
            stopping.Dispose();
            await application.DisposeAsync();
            throw;
        }

        foreach (var address in application.Urls)
        {
            boundPort = new Uri(address).Port;
        }

        return new GrpcListener(application, stopping, new IPEndPoint(options.EndPoint.Address, boundPort));
    }

    /// <summary>Ends what still waits with Unavailable, lets running answers go out, closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        using var limit = new CancellationTokenSource(DrainTimeout);
        await _application.StopAsync(limit.Token);
        await _application.DisposeAsync();
        _stopping.Dispose();
    }

    private static void SetLimits(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        limits.KeepAliveTimeout = TimeSpan.FromDays(1);
        limits.Http2.MaxStreamsPerConnection = MaxStreams;
        limits.Http2.InitialStreamWindowSize = StreamWindow;
        limits.Http2.InitialConnectionWindowSize = ConnectionWindow;
    }
}
