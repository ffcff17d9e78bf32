using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Vibe.Slack.Api;
using Vibe.Slack.Blocks;
using Vibe.Slack.Inbound;

namespace Vibe.Slack.Sockets;

/// <summary>One Socket Mode connection. Each envelope is handled at once and acknowledged when it is stored; pings go both ways by the WebSocket itself.</summary>
internal sealed class SlackSocket : IAsyncDisposable
{
    private const int LargestMessage = 4 * 1024 * 1024;
    private static readonly TimeSpan s_pingEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_pongWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_helloWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_closeWithin = TimeSpan.FromSeconds(5);

    private readonly ClientWebSocket _socket;
    private readonly SlackEnvelopes _envelopes;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ArrayBufferWriter<byte> _buffer = new();

    private SlackSocket(ClientWebSocket socket, SlackEnvelopes envelopes, TimeProvider time)
    {
        _socket = socket;
        _envelopes = envelopes;
        _time = time;
    }

    /// <summary>Connects and waits for Slack's hello; <see langword="null"/> where that fails.</summary>
    public static async Task<SlackSocket?> TryOpenAsync(Uri address, SlackEnvelopes envelopes, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = new ClientWebSocket();
        client.Options.KeepAliveInterval = s_pingEvery;
        client.Options.KeepAliveTimeout = s_pongWithin;
        var socket = new SlackSocket(client, envelopes, time);
        using var limit = new CancellationTokenSource(s_helloWithin, time);
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await client.ConnectAsync(address, opening.Token);
            using var hello = await socket.ReceiveAsync(opening.Token);
            if (hello is not null && SlackValue.Text(hello.RootElement, "type") == "hello")
            {
                return socket;
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or JsonException && !cancellationToken.IsCancellationRequested)
        {
            // The caller tries again.
        }

        await socket.DisposeAsync();
        return null;
    }

    /// <summary>Reads and handles until Slack announces the end or the connection is gone.</summary>
    public async Task<SlackSocketEnd> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                using var message = await ReceiveAsync(cancellationToken);
                if (message is null)
                {
                    return SlackSocketEnd.Lost;
                }

                if (SlackValue.Text(message.RootElement, "type") == "disconnect")
                {
                    return SlackValue.Text(message.RootElement, "reason") switch
                    {
                        "link_disabled" => SlackSocketEnd.Disabled,
                        "too_many_websockets" => SlackSocketEnd.TooMany,
                        _ => SlackSocketEnd.Announced,
                    };
                }

                if (SlackValue.Text(message.RootElement, "envelope_id") is { } id)
                {
                    // Not awaited: a slow envelope must not hold up the next one's three seconds.
                    _ = HandleAsync(id, message.RootElement.Clone(), cancellationToken);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or JsonException or IOException or ObjectDisposedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return SlackSocketEnd.Lost;
        }
    }

    /// <summary>Closes politely: the last reading goes on until Slack closes its side too, but not for longer than five seconds.</summary>
    public async Task CloseAsync(Task reading, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(s_closeWithin, _time);
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await CloseOutputAsync(closing.Token);
            await reading.WaitAsync(closing.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            _socket.Abort();
            await reading;
        }
    }

    private async Task CloseOutputAsync(CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task HandleAsync(string envelopeId, JsonElement envelope, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await _envelopes.HandleAsync(envelope, cancellationToken);
            if (reply is not { IsAccepted: true })
            {
                // Without an acknowledgement Slack delivers it again.
                return;
            }

            await SendAsync(Acknowledgement(envelopeId, reply), cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The connection went before the acknowledgement: Slack delivers it again, and the inbox knows it.
        }
    }

    private static byte[] Acknowledgement(string envelopeId, SlackReply reply)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = SlackJson.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("envelope_id", envelopeId);
            if (reply.Json is { } payload)
            {
                json.WritePropertyName("payload");
                json.WriteRawValue(payload);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private async Task SendAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task<JsonDocument?> ReceiveAsync(CancellationToken cancellationToken)
    {
        _buffer.ResetWrittenCount();
        while (true)
        {
            var received = await _socket.ReceiveAsync(_buffer.GetMemory(8 * 1024), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            _buffer.Advance(received.Count);
            if (received.EndOfMessage)
            {
                return JsonDocument.Parse(_buffer.WrittenMemory.ToArray());
            }

            if (_buffer.WrittenCount > LargestMessage)
            {
                return null;
            }
        }
    }
}
