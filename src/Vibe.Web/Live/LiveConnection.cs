using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Vibe.Web.Access;

namespace Vibe.Web.Live;

/// <summary>One open page: frames go out in order, and a page that cannot keep up is closed and comes back.</summary>
internal sealed class LiveConnection(WebSocket socket, WebPerson person)
{
    private const int MostWaiting = 2_000;
    private readonly Channel<string> _frames = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <summary>Whose page it is.</summary>
    public WebPerson Person => person;

    /// <summary>Queues a frame.</summary>
    public void Send(string frame)
    {
        if (!_frames.Writer.TryWrite(frame))
        {
            _frames.Writer.TryComplete();
        }
    }

    /// <summary>Sends until the page goes, the server ends or the page falls behind.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var receiving = WatchCloseAsync(ending);
        try
        {
            await foreach (var frame in _frames.Reader.ReadAllAsync(ending.Token))
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, ending.Token);
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, "too slow", ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The page went, or the server ends.
        }
        catch (WebSocketException)
        {
            // The connection broke; the page connects anew.
        }

        await ending.CancelAsync();
        await receiving;
    }

    private async Task WatchCloseAsync(CancellationTokenSource ending)
    {
        var buffer = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(buffer, ending.Token)).MessageType != WebSocketMessageType.Close)
            {
                // Pages say nothing here; what they want they post.
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (WebSocketException)
        {
            // As good as closed.
        }

        await ending.CancelAsync();
    }
}
