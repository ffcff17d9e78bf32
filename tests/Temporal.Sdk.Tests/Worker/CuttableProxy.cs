using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Worker;

/// <summary>Stands between a worker and its server. Cut, it drops all connections and takes no new ones: to the server that is a worker that died.</summary>
internal sealed class CuttableProxy : IAsyncDisposable
{
    private readonly string target;
    private readonly int port;
    private readonly ConcurrentBag<Socket> open = [];
    private TcpListener listener;
    private Task accepting;

    public CuttableProxy(string target)
    {
        this.target = target;

        // One that no outgoing connection can take while the proxy does not listen.
        port = FreePort.Next();
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        accepting = AcceptAsync(listener);
    }

    public string Address => $"127.0.0.1:{port}";

    public async Task CutAsync()
    {
        listener.Stop();
        await accepting;
        while (open.TryTake(out var socket))
        {
            socket.Close(0);
        }
    }

    public void Restore()
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        accepting = AcceptAsync(listener);
    }

    public async ValueTask DisposeAsync() => await CutAsync();

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (var read = await from.ReceiveAsync(buffer); read > 0; read = await from.ReceiveAsync(buffer))
            {
                await to.SendAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One of the two is gone.
        }
        finally
        {
            from.Close(0);
            to.Close(0);
        }
    }

    private async Task<bool> ConnectsAsync(Socket far)
    {
        try
        {
            await far.ConnectAsync(IPEndPoint.Parse(target));
            return true;
        }
        catch (SocketException)
        {
            // The server is away: that ends this connection alone.
            return false;
        }
    }

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            while (true)
            {
                var near = await from.AcceptSocketAsync();
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
                open.Add(near);
                open.Add(far);
                if (await ConnectsAsync(far))
                {
                    _ = PumpAsync(near, far);
                    _ = PumpAsync(far, near);
                }
                else
                {
                    near.Close(0);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }
}
