using System.Net;
using System.Net.Sockets;

namespace Vibe.TestKit;

/// <summary>A port on which every connection is refused: it is taken, so that no server of another test comes to listen there, but nobody listens.</summary>
public sealed class ClosedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Takes a free port.</summary>
    public ClosedPort()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint?)_socket.LocalEndPoint)?.Port}/");
    }

    /// <summary>Where nobody answers.</summary>
    public Uri Address { get; }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();
}
