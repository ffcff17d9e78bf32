using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Exceptions;

namespace Temporalio.Worker.ActivityTasks;

/// <summary>
/// Sends heartbeats of one activity: the first at once, then at most one per interval, always with the newest details. What the server answers may cancel
/// the activity.
/// </summary>
internal sealed partial class HeartbeatSender(ActivityCalls calls, ByteString token, HeartbeatPlan plan, Action<ActivityCancelReason> cancel, ILogger logger)
    : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource ended = new();
    private Func<Task<Payloads?>>? newest;
    private Payloads? unsent;
    private bool isRunning;

    /// <summary>Sends details now or after the running interval.</summary>
    /// <param name="details">Makes the details; only the newest are made.</param>
    public void Record(Func<Task<Payloads?>> details)
    {
        lock (gate)
        {
            newest = details;
            if (isRunning || ended.IsCancellationRequested)
            {
                return;
            }

            isRunning = true;
        }

        _ = SendAsync();
    }

    /// <summary>Ends the sending.</summary>
    /// <returns>The newest details that the server has not got; null if it has all.</returns>
    public async Task<Payloads?> EndAsync()
    {
        Func<Task<Payloads?>>? last;
        lock (gate)
        {
            last = newest;
            newest = null;
        }

        await ended.CancelAsync().ConfigureAwait(false);
        return last is null ? unsent : await last().ConfigureAwait(false);
    }

    /// <summary>Ends the sending without a look back.</summary>
    public void Dispose() => ended.Cancel();

    private async Task SendAsync()
    {
        try
        {
            while (Take() is { } details)
            {
                var payloads = await details().ConfigureAwait(false);
                unsent = payloads;
                await SendOneAsync(payloads).ConfigureAwait(false);
                unsent = null;
                await Task.Delay(plan.Interval, plan.Time, ended.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The activity is over.
        }
        catch (Exception e)
        {
            LogHeartbeatNotMade(e);
            cancel(ActivityCancelReason.HeartbeatRecordFailure);
        }
    }

    private Func<Task<Payloads?>>? Take()
    {
        lock (gate)
        {
            var taken = newest;
            newest = null;
            isRunning = taken is not null;
            return taken;
        }
    }

    private async Task SendOneAsync(Payloads? payloads)
    {
        try
        {
            var response = await calls.HeartbeatAsync(token, payloads, ended.Token).ConfigureAwait(false);
            if (response.CancelRequested)
            {
                cancel(ActivityCancelReason.CancelRequested);
            }
            else if (response.ActivityPaused)
            {
                cancel(ActivityCancelReason.Paused);
            }
            else if (response.ActivityReset)
            {
                cancel(ActivityCancelReason.Reset);
            }
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            cancel(ActivityCancelReason.GoneFromServer);
        }
        catch (RpcException e)
        {
            LogHeartbeatNotSent(e);
        }
    }

    [LoggerMessage(EventId = 1331, Level = LogLevel.Warning, Message = "Heartbeat details of an activity could not be converted; the activity is cancelled")]
    private partial void LogHeartbeatNotMade(Exception exception);

    [LoggerMessage(EventId = 1332, Level = LogLevel.Debug, Message = "A heartbeat of an activity was not taken; the next one is sent as usual")]
    private partial void LogHeartbeatNotSent(Exception exception);
}
