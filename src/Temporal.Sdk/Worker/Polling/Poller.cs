using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Polling;

/// <summary>Keeps one poll open as long as there are slots, and hands tasks on together with their slot.</summary>
internal sealed partial class Poller<T>(PollSource<T> source, SlotPool slots, PollFailures failures, ILogger logger)
    where T : class
{
    private static readonly TimeSpan IdleAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>Polls until told to stop.</summary>
    /// <param name="stopping">Stops before the next poll.</param>
    /// <param name="aborting">Cuts the open poll off.</param>
    /// <exception cref="RpcException">The server refuses polls for good.</exception>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (!await slots.TakeAsync(stopping).ConfigureAwait(false))
            {
                return;
            }

            var isHandedOn = false;
            try
            {
                await source.BeforePollAsync(stopping).ConfigureAwait(false);
                var task = await PollAsync(aborting).ConfigureAwait(false);
                failures.NoteSuccess();
                if (task is not null)
                {
                    isHandedOn = true;
                    source.Handle(task);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (RpcTimeoutOrCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (RpcException e)
            {
                if (stopping.IsCancellationRequested)
                {
                    return;
                }

                LogPollFailed(e, source.Name, e.Code);
                await failures.WaitAsync(e, stopping).ConfigureAwait(false);
            }
            finally
            {
                if (!isHandedOn)
                {
                    slots.Return();
                }
            }
        }
    }

    private async Task<T?> PollAsync(CancellationToken aborting)
    {
        using var cut = new CancellationTokenSource();
        var begun = Stopwatch.GetTimestamp();
        await using var registration = aborting.UnsafeRegister(_ => CutWhenIdle(cut, begun), null).ConfigureAwait(false);
        return await source.PollAsync(cut.Token).ConfigureAwait(false);
    }

    /// <summary>
    /// Cuts a poll off that has waited for a while. A young one may be about to bring a task, which would then be lost until its time-out: it may grow
    /// old first. Where work waits, polls come back before that.
    /// </summary>
    private static void CutWhenIdle(CancellationTokenSource cut, long begun)
    {
        var age = Stopwatch.GetElapsedTime(begun);
        cut.CancelAfter(age < IdleAfter ? IdleAfter - age : TimeSpan.Zero);
    }

    [LoggerMessage(EventId = 1301, Level = LogLevel.Debug, Message = "Poll of {Source} failed with {Code}; polling again")]
    private partial void LogPollFailed(Exception exception, string source, RpcException.StatusCode code);
}
