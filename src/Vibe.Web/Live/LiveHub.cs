using System.Collections.Concurrent;

namespace Vibe.Web.Live;

/// <summary>The pages that are open in this process.</summary>
internal sealed class LiveHub
{
    private readonly ConcurrentDictionary<LiveConnection, byte> _connections = new();

    /// <summary>Begins to send to a page; dispose the answer to end it.</summary>
    public IDisposable Join(LiveConnection connection)
    {
        _connections[connection] = 0;
        return new Membership(this, connection);
    }

    /// <summary>Sends a frame to every page whose person may see it.</summary>
    public void Broadcast(LiveFrame frame)
    {
        foreach (var connection in _connections.Keys)
        {
            if (frame.IsVisibleTo(connection.Person))
            {
                connection.Send(frame.Json);
            }
        }
    }

    private sealed class Membership(LiveHub hub, LiveConnection connection) : IDisposable
    {
        public void Dispose() => hub._connections.TryRemove(connection, out _);
    }
}
