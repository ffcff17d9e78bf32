using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Vibe.TestKit.Slack;

/// <summary>Socket Mode's side of Slack: hello, envelopes to one of the connections, acknowledgements, announced ends.</summary>
public sealed class FakeSlackSockets
{
    private readonly Task _end;
    private readonly ConcurrentDictionary<int, (WebSocket Socket, SemaphoreSlim Sending)> _open = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _tickets = new(StringComparer.Ordinal);
    private int _last;
    private int _envelopes;
    private int _fewest = int.MaxValue;

    internal FakeSlackSockets(Task end) => _end = end;

    /// <summary>How many connections are open.</summary>
    public int Open => _open.Count;

    /// <summary>How many were made.</summary>
    public int Made => Volatile.Read(ref _last);

    /// <summary>The fewest that were open since <see cref="Watch"/>.</summary>
    public int Fewest => Volatile.Read(ref _fewest);

    /// <summary>The reason for which each new connection is told to end as soon as it is there; <see langword="null"/> lets them be.</summary>
    public string? EndAtOnce { get; set; }

    /// <summary>Whether it leaves a connection open that the client has closed.</summary>
    public bool LeavesOpen { get; set; }

    /// <summary>Begins to note the fewest open connections.</summary>
    public void Watch() => Volatile.Write(ref _fewest, Open);

    /// <summary>Sends an envelope on one connection and waits for its acknowledgement; where the connection goes before it comes, it is sent on another one, as Slack does.</summary>
    public async Task<JsonElement> SendAsync(string type, JsonObject payload, TimeSpan? within = null)
    {
        var id = $"e-{Interlocked.Increment(ref _envelopes)}";
        var acknowledged = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = acknowledged;
        var envelope = new JsonObject { ["envelope_id"] = id, ["type"] = type, ["accepts_response_payload"] = type != "events_api", ["payload"] = payload.DeepClone() };
        while (!acknowledged.Task.IsCompleted)
        {
            await Eventually.HoldsAsync(() => !_open.IsEmpty, within);
            if (_open.OrderBy(o => o.Key).ToArray() is not [.., var newest])
            {
                continue;
            }

            try
            {
                await SendAsync(newest.Value, envelope);
            }
            catch (WebSocketException)
            {
                // It goes just now.
            }

            await Eventually.TrueAsync(() => acknowledged.Task.IsCompleted || !_open.ContainsKey(newest.Key), $"the envelope {id} is acknowledged", within);
        }

        return await acknowledged.Task;
    }

    /// <summary>Tells the oldest connection that it will end, and gives its number.</summary>
    public async Task<int> AnnounceEndAsync(string reason)
    {
        var oldest = _open.Keys.Min();
        await SendAsync(_open[oldest], new JsonObject { ["type"] = "disconnect", ["reason"] = reason, ["debug_info"] = new JsonObject { ["host"] = "fake" } });
        return oldest;
    }

    /// <summary>Whether the connection with this number is open.</summary>
    public bool IsOpen(int number) => _open.ContainsKey(number);

    /// <summary>Breaks all connections.</summary>
    public void BreakAll()
    {
        foreach (var (socket, _) in _open.Values)
        {
            socket.Abort();
        }
    }

    internal string NewTicket()
    {
        var ticket = Guid.NewGuid().ToString("n");
        _tickets[ticket] = true;
        return ticket;
    }

    internal async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || !_tickets.TryRemove(context.Request.Query["ticket"].ToString(), out _))
        {
            context.Response.StatusCode = 400;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var sending = new SemaphoreSlim(1, 1);
        var number = Interlocked.Increment(ref _last);

        // It counts before its hello can be read, which may make the client close another one; what else is sent on it waits for the hello.
        await sending.WaitAsync();
        _open[number] = (socket, sending);
        try
        {
            await SendAsync(socket, new JsonObject { ["type"] = "hello", ["num_connections"] = _open.Count, ["connection_info"] = new JsonObject { ["app_id"] = "AVIBE" } });
            if (EndAtOnce is { } reason)
            {
                await SendAsync(socket, new JsonObject { ["type"] = "disconnect", ["reason"] = reason });
            }

            sending.Release();
            await ReadAsync(socket);
            if (LeavesOpen)
            {
                await _end.WaitAsync(context.RequestAborted);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The client is gone.
        }
        finally
        {
            _open.TryRemove(number, out _);
            Volatile.Write(ref _fewest, Math.Min(Fewest, Open));
        }
    }

    private async Task ReadAsync(WebSocket socket)
    {
        var buffer = new byte[1024 * 1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult received;
            do
            {
                using var cancel = new CancellationTokenSource();
                var receiving = socket.ReceiveAsync(buffer.AsMemory(length), cancel.Token).AsTask();
                if (await Task.WhenAny(receiving, _end) == _end)
                {
                    socket.Abort();
                    return;
                }

                received = await receiving;
                length += received.Count;
            }
            while (!received.EndOfMessage);

            if (received.MessageType == WebSocketMessageType.Close)
            {
                // Like Slack, which does not close its side at once.
                return;
            }

            using var document = JsonDocument.Parse(buffer.AsMemory(0, length));
            if (document.RootElement.TryGetProperty("envelope_id", out var id) && _waiting.TryRemove(id.ToString(), out var waiting))
            {
                waiting.TrySetResult(document.RootElement.Clone());
            }
        }
    }

    private static async Task SendAsync((WebSocket Socket, SemaphoreSlim Sending) connection, JsonObject message)
    {
        await connection.Sending.WaitAsync();
        try
        {
            await SendAsync(connection.Socket, message);
        }
        finally
        {
            connection.Sending.Release();
        }
    }

    private static Task SendAsync(WebSocket socket, JsonObject message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
}
