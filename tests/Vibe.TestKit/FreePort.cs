using System.Net;
using System.Net.Sockets;

namespace Vibe.TestKit;

/// <summary>Ports for programs that cannot choose their own.</summary>
public static class FreePort
{
    /// <summary>Finds a port that nobody listens on now.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Finds a port below a limit, for servers that use others at a fixed distance from it.</summary>
    public static int NextBelow(int limit)
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var port = Random.Shared.Next(20000, limit);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                continue;
            }
        }

        throw new InvalidOperationException($"No free port below {limit} was found.");
    }
}
