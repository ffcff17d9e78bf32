using System.Net;
using System.Net.Sockets;

namespace Vibe.TestKit;

/// <summary>
/// Ports for programs that cannot choose their own. They lie below those that the system gives to outgoing connections (from 32768 on Linux):
/// a server that is killed and started again finds its port free, and no client that calls while it is away can take the port, or even meet itself there.
/// </summary>
public static class FreePort
{
    private const int Lowest = 10_000;
    private const int FirstOfTheSystem = 32_768;

    private static readonly HashSet<int> Given = [];

    /// <summary>Finds a port that nobody listens on now; no port is given twice in a process.</summary>
    /// <param name="reach">For servers that also use the ports above it: how many.</param>
    public static int Next(int reach = 0)
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var port = Random.Shared.Next(Lowest, FirstOfTheSystem - reach);
            if (TryTake(Enumerable.Range(port, reach + 1)))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No free port from {Lowest} to {FirstOfTheSystem} was found.");
    }

    private static bool TryTake(IEnumerable<int> ports)
    {
        lock (Given)
        {
            if (!ports.All(port => !Given.Contains(port) && IsFree(port)))
            {
                return false;
            }

            Given.UnionWith(ports);
            return true;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
