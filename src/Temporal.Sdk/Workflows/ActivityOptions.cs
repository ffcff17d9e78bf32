using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How an activity is called. One of schedule-to-close and start-to-close must be set.</summary>
public class ActivityOptions : ICloneable
{
    /// <summary>Creates options with their defaults.</summary>
    public ActivityOptions()
    {
    }

    /// <summary>From scheduling to the last attempt's end, retries included.</summary>
    public TimeSpan? ScheduleToCloseTimeout { get; set; }

    /// <summary>From scheduling until a worker takes the task; not retried.</summary>
    public TimeSpan? ScheduleToStartTimeout { get; set; }

    /// <summary>One attempt.</summary>
    public TimeSpan? StartToCloseTimeout { get; set; }

    /// <summary>Between two heart-beats.</summary>
    public TimeSpan? HeartbeatTimeout { get; set; }

    /// <summary>How attempts are repeated; null takes the server's policy.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>What cancelling does.</summary>
    public ActivityCancellationType CancellationType { get; set; } = ActivityCancellationType.TryCancel;

    /// <summary>Cancels the call; null takes <see cref="Workflow.CancellationToken"/>.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>The activity's id, unique among the open ones of the run; null takes a number. Set it only with a reason.</summary>
    public string? ActivityId { get; set; }

    /// <summary>The queue; null takes the workflow's.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>One line for user interfaces.</summary>
    public string? Summary { get; set; }

    /// <summary>Order among waiting tasks of the queue.</summary>
    public Priority? Priority { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
