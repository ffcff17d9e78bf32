using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Vibe.Benchmarks.Acknowledge;

/// <summary>Sends requests over kept connections and times the answers; as cheap as it can be, because it runs on the same machine.</summary>
internal sealed class LoadGenerator : IAsyncDisposable
{
    private readonly List<Connection> connections = [];
    private readonly SlackRequests requests;

    private LoadGenerator(SlackRequests requests) => this.requests = requests;

    public static async Task<LoadGenerator> ConnectAsync(int port, int count, SlackRequests requests)
    {
        var generator = new LoadGenerator(requests);
        for (var i = 0; i < count; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            generator.connections.Add(new Connection(socket));
        }

        return generator;
    }

    /// <summary>Each connection sends its next request as soon as the last is answered.</summary>
    public async Task<Latencies> SaturateAsync(TimeSpan duration)
    {
        var latencies = new Latencies();
        var end = TimeProvider.System.GetTimestamp() + (long)(duration.TotalSeconds * TimeProvider.System.TimestampFrequency);
        await Task.WhenAll(connections.Select(connection => Task.Run(async () =>
        {
            var own = new List<double>();
            while (TimeProvider.System.GetTimestamp() < end)
            {
                own.Add(await connection.SendAsync(requests.Next(), TimeProvider.System.GetTimestamp()));
            }

            latencies.AddRange(own);
        })));
        return latencies;
    }

    /// <summary>
    /// Requests come at fixed times, whether the ones before are answered or not; each is timed from when it should have been sent, so that a pause
    /// of the receiver counts for everyone who would have waited in it.
    /// </summary>
    public async Task<Latencies> PaceAsync(int perSecond, TimeSpan duration)
    {
        var latencies = new Latencies();
        var frequency = TimeProvider.System.TimestampFrequency;
        var start = TimeProvider.System.GetTimestamp() + (frequency / 10);
        var total = (int)(perSecond * duration.TotalSeconds);
        await Task.WhenAll(connections.Select((connection, index) => Task.Run(async () =>
        {
            var own = new List<double>();
            for (var i = index; i < total; i += connections.Count)
            {
                var due = start + (long)i * frequency / perSecond;
                var bytes = requests.Next();
                var wait = TimeSpan.FromSeconds((due - TimeProvider.System.GetTimestamp()) / (double)frequency);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait);
                }

                // A timer that rings late is the generator's, not the receiver's.
                own.Add(await connection.SendAsync(bytes, Math.Max(due, connection.IsLate(due) ? due : TimeProvider.System.GetTimestamp())));
            }

            latencies.AddRange(own);
        })));
        return latencies;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var connection in connections)
        {
            connection.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private sealed class Connection(Socket socket) : IDisposable
    {
        private readonly byte[] buffer = new byte[16 * 1024];
        private long answeredAt;

        /// <summary>Whether the last answer came after the next request was due: then its lateness is the receiver's.</summary>
        public bool IsLate(long due) => answeredAt > due;

        /// <summary>Sends and returns the milliseconds from the given time until the answer was complete.</summary>
        public async Task<double> SendAsync(byte[] request, long since)
        {
            await socket.SendAsync(request);
            var filled = 0;
            while (!IsComplete(buffer.AsSpan(0, filled)))
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
                if (read == 0)
                {
                    throw new IOException("The receiver closed the connection.");
                }

                filled += read;
            }

            if (!buffer.AsSpan(0, filled).StartsWith("HTTP/1.1 200 "u8))
            {
                throw new InvalidOperationException($"Not acknowledged: {Encoding.ASCII.GetString(buffer, 0, filled)}");
            }

            answeredAt = TimeProvider.System.GetTimestamp();
            return (answeredAt - since) * 1000.0 / TimeProvider.System.TimestampFrequency;
        }

        public void Dispose() => socket.Dispose();

        private static bool IsComplete(ReadOnlySpan<byte> answer)
        {
            var end = answer.IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                return false;
            }

            var head = answer[..end];
            var body = answer[(end + 4)..];
            return head.IndexOf("chunked"u8) >= 0 ? body.EndsWith("0\r\n\r\n"u8) : body.Length >= ContentLength(head);
        }

        private static int ContentLength(ReadOnlySpan<byte> head)
        {
            var text = Encoding.ASCII.GetString(head);
            var at = text.IndexOf("content-length:", StringComparison.OrdinalIgnoreCase);
            return at < 0 ? 0 : int.Parse(text.AsSpan(at + 15, (text.IndexOf('\r', at) is var lineEnd and >= 0 ? lineEnd : text.Length) - at - 15).Trim(), System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
