using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vibe.Slack.Api;
using Vibe.Slack.Settings;

namespace Vibe.Slack.Sockets;

/// <summary>
/// Holds the Socket Mode connections. One that Slack is about to close is replaced before it goes: it reads on until the new one has said hello.
/// </summary>
internal sealed partial class SlackSockets(ISlackApi api, SlackEnvelopes envelopes, IOptions<SlackOptions> options, TimeProvider time, ILogger<SlackSockets> logger) : BackgroundService
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    // Slack replaces a connection after hours; one that goes sooner than this goes for another reason.
    private static readonly TimeSpan s_stable = TimeSpan.FromSeconds(10);
    private int _open;

    /// <summary>How many connections are open.</summary>
    public int Open => Volatile.Read(ref _open);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.Value.UsesSocketMode ? Task.WhenAll(Enumerable.Range(0, options.Value.SocketConnections).Select(_ => HoldAsync(stoppingToken))) : Task.CompletedTask;

    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        var (wait, shortLived) = (s_firstWait, 0);
        SlackSocket? socket = null;
        var retired = Task.CompletedTask;
        try
        {
            while (true)
            {
                socket ??= await TryOpenAsync(cancellationToken);
                var since = time.GetTimestamp();
                var end = socket is null ? SlackSocketEnd.Lost : await socket.ReadAsync(cancellationToken);
                if (socket is not null && time.GetElapsedTime(since) >= s_stable)
                {
                    (wait, shortLived) = (s_firstWait, 0);
                }

                // Where Slack ends one after the other as soon as it is there, they are not replaced at once: that would go on for ever.
                if (end == SlackSocketEnd.Announced && socket is { } old && shortLived++ == 0)
                {
                    // What still arrives on the old connection is answered on it; closing it must not hold up reading the new one.
                    var rest = old.ReadAsync(cancellationToken);
                    socket = await TryOpenAsync(cancellationToken);
                    await retired;
                    retired = RetireAsync(old, rest, cancellationToken);
                    if (socket is not null)
                    {
                        continue;
                    }
                }

                await ReleaseAsync(socket);
                socket = null;

                wait = Told(end) ? s_longestWait : wait;
                await Task.Delay(wait, time, cancellationToken);
                wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait;
            }
        }
        finally
        {
            await ReleaseAsync(socket);
            await retired;
        }
    }

    /// <summary>Whether it is one of those ends that somebody has to do something about; says so.</summary>
    private bool Told(SlackSocketEnd end)
    {
        switch (end)
        {
            case SlackSocketEnd.Disabled:
                LogDisabled();
                return true;
            case SlackSocketEnd.TooMany:
                LogTooMany(options.Value.SocketConnections);
                return true;
            default:
                return false;
        }
    }

    private async Task RetireAsync(SlackSocket old, Task reading, CancellationToken cancellationToken)
    {
        try
        {
            await old.CloseAsync(reading, cancellationToken);
        }
        finally
        {
            await ReleaseAsync(old);
        }
    }

    private async Task<SlackSocket?> TryOpenAsync(CancellationToken cancellationToken)
    {
        var answer = await api.OpenSocketAsync(cancellationToken);
        if (answer is not SlackAnswer.Ok ok || !Uri.TryCreate(SlackValue.Text(ok.Root, "url"), UriKind.Absolute, out var address))
        {
            var reason = answer is SlackAnswer.Refused refused ? SlackErrors.Describe("apps.connections.open", refused.Code, refused.Detail) : answer.GetType().Name;
            LogNotOpened(reason);
            return null;
        }

        var socket = await SlackSocket.TryOpenAsync(address, envelopes, time, cancellationToken);
        if (socket is null)
        {
            LogNotOpened("The connection was not made, or Slack did not say hello.");
            return null;
        }

        var open = Interlocked.Increment(ref _open);
        LogOpen(open);
        return socket;
    }

    private async Task ReleaseAsync(SlackSocket? socket)
    {
        if (socket is not null)
        {
            Interlocked.Decrement(ref _open);
            await socket.DisposeAsync();
        }
    }

    [LoggerMessage(EventId = 6201, Level = LogLevel.Information, Message = "Socket Mode: {Open} connections are open")]
    private partial void LogOpen(int open);

    [LoggerMessage(EventId = 6202, Level = LogLevel.Warning, Message = "Socket Mode: no connection. {Reason}")]
    private partial void LogNotOpened(string reason);

    [LoggerMessage(EventId = 6203, Level = LogLevel.Error, Message = "Socket Mode is turned off for the app. Turn it on (the app's page, Socket Mode), or remove Slack:AppToken and set Slack:SigningSecret")]
    private partial void LogDisabled();

    [LoggerMessage(EventId = 6204, Level = LogLevel.Error, Message = "Socket Mode: the app has more connections than Slack allows (10), {Count} of them here. End other processes with this Slack:AppToken, or lower Slack:SocketConnections")]
    private partial void LogTooMany(int count);
}
