using Temporal.Server.Clock;
using Temporal.Server.Grpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporal.Server.Execution;

/// <summary>Retry policies of activities and workflows.</summary>
internal static class RetryPolicies
{
    private const string TimeoutPrefix = "TemporalTimeout:";
    private const double DefaultCoefficient = 2;
    private const int DefaultMaximumFactor = 100;

    /// <summary>Fills in what was left out: 1 s, factor 2, 100 times the first interval, no limit of attempts.</summary>
    public static RetryPolicy WithDefaults(RetryPolicy? policy)
    {
        policy = policy?.Clone() ?? new RetryPolicy();
        if (Times.Ticks(policy.InitialInterval) == 0)
        {
            policy.InitialInterval = Times.ToDuration(TimeSpan.TicksPerSecond);
        }

        if (policy.BackoffCoefficient == 0)
        {
            policy.BackoffCoefficient = DefaultCoefficient;
        }

        if (Times.Ticks(policy.MaximumInterval) == 0)
        {
            policy.MaximumInterval = Times.ToDuration(Times.Ticks(policy.InitialInterval) * DefaultMaximumFactor);
        }

        return policy;
    }

    /// <summary>What is wrong with a policy, in the real server's words; null when nothing is.</summary>
    public static string? Check(RetryPolicy? policy)
    {
        if (policy is null || policy.MaximumAttempts == 1)
        {
            return null;
        }

        if (Times.Ticks(policy.InitialInterval) < 0)
        {
            return "invalid InitialInterval set on retry policy: negative duration";
        }

        if (policy.BackoffCoefficient is not 0 and < 1)
        {
            return "BackoffCoefficient cannot be less than 1 on retry policy.";
        }

        if (Times.Ticks(policy.MaximumInterval) < 0)
        {
            return "invalid MaximumInterval set on retry policy: negative duration";
        }

        if (Times.Ticks(policy.MaximumInterval) > 0 && Times.Ticks(policy.MaximumInterval) < Times.Ticks(policy.InitialInterval))
        {
            return "MaximumInterval cannot be less than InitialInterval on retry policy.";
        }

        return policy.MaximumAttempts < 0 ? "MaximumAttempts cannot be negative on retry policy." : null;
    }

    /// <summary>Throws InvalidArgument when the policy is not valid.</summary>
    public static void Demand(RetryPolicy? policy)
    {
        if (Check(policy) is { } error)
        {
            throw ServiceException.InvalidArgument(error);
        }
    }

    /// <summary>Whether this kind of failure may be retried at all.</summary>
    public static bool IsRetryable(RetryPolicy policy, Failure? failure)
    {
        if (failure is null)
        {
            return true;
        }

        if (failure.TerminatedFailureInfo is not null || failure.CanceledFailureInfo is not null)
        {
            return false;
        }

        if (failure.TimeoutFailureInfo is { } timeout)
        {
            return timeout.TimeoutType is TimeoutType.StartToClose or TimeoutType.Heartbeat
                && !policy.NonRetryableErrorTypes.Contains(TimeoutPrefix + timeout.TimeoutType);
        }

        if (failure.ServerFailureInfo is { } server)
        {
            return !server.NonRetryable;
        }

        if (failure.ApplicationFailureInfo is { } application)
        {
            return !application.NonRetryable && !policy.NonRetryableErrorTypes.Contains(application.Type);
        }

        return true;
    }

    /// <summary>How long to wait after this attempt before the next, or why there is none.</summary>
    /// <remarks>The next attempt must begin before the deadline; 0: no such time.</remarks>
    public static (long Interval, RetryState State) Next(RetryPolicy policy, int attempt, Failure? failure, long now, long deadline)
    {
        if (!IsRetryable(policy, failure))
        {
            return (0, RetryState.NonRetryableFailure);
        }

        if (policy.MaximumAttempts > 0 && attempt >= policy.MaximumAttempts)
        {
            return (0, RetryState.MaximumAttemptsReached);
        }

        var interval = IntervalAfter(policy, attempt);
        if (failure?.ApplicationFailureInfo?.NextRetryDelay is { } delay)
        {
            interval = Times.Ticks(delay);
        }

        return deadline != 0 && Times.Add(now, interval) > deadline ? (0, RetryState.Timeout) : (interval, RetryState.InProgress);
    }

    private static long IntervalAfter(RetryPolicy policy, int attempt)
    {
        var first = (double)Times.Ticks(policy.InitialInterval);
        var limit = (double)Times.Ticks(policy.MaximumInterval);
        var interval = first * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        if (limit > 0 && interval > limit)
        {
            interval = limit;
        }

        return interval >= long.MaxValue / 4d ? long.MaxValue / 4 : (long)interval;
    }
}
