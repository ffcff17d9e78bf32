using Temporalio.Common;
using Temporalio.Workflows;

namespace Vibe.Workflows.Builds;

/// <summary>How long the activities of a build may take and how they are tried again.</summary>
public static class BuildActivityOptions
{
    /// <summary>For a few statements on the database or one call to Temporal: tried until it works, also when the build is being cancelled.</summary>
    public static ActivityOptions Records => new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(30),
        RetryPolicy = new RetryPolicy { InitialInterval = TimeSpan.FromMilliseconds(500), BackoffCoefficient = 2, MaximumInterval = TimeSpan.FromSeconds(30) },
        CancellationToken = CancellationToken.None,
    };

    /// <summary>For reading, packing and storing files: heart-beats, so that a worker that died is noticed; a few attempts, then the build is parked.</summary>
    public static ActivityOptions Files(BuildSettings settings, CancellationToken cancellationToken) => new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(2),
        HeartbeatTimeout = settings.HeartbeatLimit,
        RetryPolicy = Attempts(settings),
        CancellationToken = cancellationToken,
    };

    /// <summary>For the model that writes: heart-beats while it streams, a few attempts, then the build is parked.</summary>
    public static ActivityOptions Generation(BuildSettings settings, CancellationToken cancellationToken) => new()
    {
        StartToCloseTimeout = settings.GenerationLimit,
        HeartbeatTimeout = settings.HeartbeatLimit,
        RetryPolicy = Attempts(settings),
        CancellationToken = cancellationToken,
    };

    /// <summary>For the model that reviews: all attempts together within the limit, with a little for a worker that falls silent.</summary>
    public static ActivityOptions Review(BuildSettings settings, CancellationToken cancellationToken) => new()
    {
        ScheduleToCloseTimeout = settings.ReviewLimit + settings.HeartbeatLimit,
        HeartbeatTimeout = settings.HeartbeatLimit,
        RetryPolicy = Attempts(settings),
        CancellationToken = cancellationToken,
    };

    private static RetryPolicy Attempts(BuildSettings settings) => new()
    {
        InitialInterval = settings.FirstBackoff,
        BackoffCoefficient = 2,
        MaximumInterval = TimeSpan.FromMinutes(1),
        MaximumAttempts = settings.AttemptsPerStage,
        NonRetryableErrorTypes = [.. FailureTypes.Final],
    };
}
