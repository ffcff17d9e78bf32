using Temporalio.Exceptions;

namespace Temporalio.Client.Transport;

/// <summary>Tries calls again whose errors pass by themselves.</summary>
internal sealed class RetryPolicy(RpcRetryOptions options, TimeProvider time)
{
    private static readonly TimeSpan TaskPollInitialInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan TaskPollMaxInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ExhaustedInitialInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ExhaustedMaxInterval = TimeSpan.FromSeconds(10);

    internal async Task<T> RunAsync<T>(GrpcMethod method, bool isLongPoll, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        long? firstFailure = null;
        var started = time.GetTimestamp();
        for (var retry = 0; ; retry++)
        {
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (RpcException e) when (IsRetryable(e, method))
            {
                // A poll may have waited long before it failed; that time is not held against it.
                firstFailure ??= isLongPoll ? time.GetTimestamp() : started;
                var wait = WaitBefore(retry, e.Code, method.IsTaskPoll);
                if (!method.IsTaskPoll
                    && ((options.MaxRetries > 0 && retry >= options.MaxRetries)
                        || (options.MaxElapsedTime is { } limit && time.GetElapsedTime(firstFailure.Value) + wait > limit)))
                {
                    throw;
                }

                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    internal static bool IsRetryable(RpcException error, GrpcMethod method) => error.Code switch
    {
        RpcException.StatusCode.DataLoss or RpcException.StatusCode.Internal or RpcException.StatusCode.Unknown
            or RpcException.StatusCode.Aborted or RpcException.StatusCode.OutOfRange or RpcException.StatusCode.Unavailable => true,
        RpcException.StatusCode.ResourceExhausted => !error.IsMessageTooLarge,
        RpcException.StatusCode.Cancelled or RpcException.StatusCode.DeadlineExceeded => method.IsTaskPoll,
        _ => false,
    };

    internal TimeSpan WaitBefore(int retry, RpcException.StatusCode code, bool isTaskPoll)
    {
        var wait = isTaskPoll
            ? Grow(TaskPollInitialInterval, 2, retry, TaskPollMaxInterval)
            : Grow(options.InitialInterval, options.Multiplier, retry, options.MaxInterval);
        if (code == RpcException.StatusCode.ResourceExhausted)
        {
            var exhausted = Grow(ExhaustedInitialInterval, 2, retry, ExhaustedMaxInterval);
            wait = wait > exhausted ? wait : exhausted;
        }

        var factor = 1 + (options.RandomizationFactor * ((2 * Random.Shared.NextDouble()) - 1));
        return wait * factor;
    }

    private static TimeSpan Grow(TimeSpan initial, double factor, int times, TimeSpan max)
    {
        var grown = initial.TotalMilliseconds * Math.Pow(factor, Math.Min(times, 64));
        return grown >= max.TotalMilliseconds ? max : TimeSpan.FromMilliseconds(grown);
    }
}
