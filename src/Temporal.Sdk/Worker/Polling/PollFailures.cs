using Temporalio.Exceptions;

namespace Temporalio.Worker.Polling;

/// <summary>
/// Decides how polls go on after errors: transient ones are waited out without limit, 200 ms × 2 up to 10 s; those that will not pass by themselves are
/// tolerated for a minute, because a server that starts up answers with them too.
/// </summary>
internal sealed class PollFailures(TimeProvider time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan FirstDelayWhenExhausted = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(60);
    private readonly Lock gate = new();
    private int inRow;
    private DateTimeOffset? firstFatal;

    public void NoteSuccess()
    {
        if (Volatile.Read(ref inRow) == 0)
        {
            return;
        }

        lock (gate)
        {
            inRow = 0;
            firstFatal = null;
        }
    }

    /// <summary>Waits before the next poll.</summary>
    /// <exception cref="RpcException">The error has lasted too long.</exception>
    public async Task WaitAsync(RpcException error, CancellationToken stopping)
    {
        var delay = Next(error);
        try
        {
            await Task.Delay(delay, time, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The loop that waits looks at the token itself.
        }
    }

    /// <summary>How long to wait after an error.</summary>
    internal TimeSpan Next(RpcException error)
    {
        lock (gate)
        {
            if (error.Code == RpcException.StatusCode.DeadlineExceeded)
            {
                return TimeSpan.Zero;
            }

            inRow++;
            if (IsTransient(error.Code))
            {
                firstFatal = null;
            }
            else
            {
                firstFatal ??= time.GetUtcNow();
                if (time.GetUtcNow() - firstFatal > Tolerance)
                {
                    throw error;
                }
            }

            var first = error.Code == RpcException.StatusCode.ResourceExhausted ? FirstDelayWhenExhausted : FirstDelay;
            var delay = first * Math.Pow(2, Math.Min(inRow - 1, 10));
            return delay > MaxDelay ? MaxDelay : delay;
        }
    }

    private static bool IsTransient(RpcException.StatusCode code) => code is
        RpcException.StatusCode.DataLoss or
        RpcException.StatusCode.Internal or
        RpcException.StatusCode.Unknown or
        RpcException.StatusCode.ResourceExhausted or
        RpcException.StatusCode.Aborted or
        RpcException.StatusCode.OutOfRange or
        RpcException.StatusCode.Unavailable or
        RpcException.StatusCode.Cancelled or
        RpcException.StatusCode.DeadlineExceeded;
}
