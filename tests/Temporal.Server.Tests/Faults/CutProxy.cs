using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Temporal.Server.Tests.Faults;

/// <summary>A wire that can be cut: forwards TCP to a port, until it does not.</summary>
internal sealed class CutProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _open = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _target;
    private readonly Task _accepting;
    private volatile bool _isCut;

    public CutProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync(_stopping.Token);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Breaks all connections and refuses new ones.</summary>
    public void Cut()
    {
        _isCut = true;
        while (_open.TryTake(out var client))
        {
            client.Close();
        }
    }

    /// <summary>Lets new connections through.</summary>
    public void Restore() => _isCut = false;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                _ = ForwardAsync(await _listener.AcceptTcpClientAsync(cancellationToken), cancellationToken);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task ForwardAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using var server = new TcpClient();
        try
        {
            if (!_isCut)
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, cancellationToken);
                _open.Add(client);
                _open.Add(server);
                if (_isCut)
                {
                    // It was cut while this connection came about, and may have been missed.
                    return;
                }

                await Task.WhenAny(
                    client.GetStream().CopyToAsync(server.GetStream(), cancellationToken),
                    server.GetStream().CopyToAsync(client.GetStream(), cancellationToken));
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // Cut: that is what it is for.
        }
        finally
        {
            client.Close();
        }
    }
}
