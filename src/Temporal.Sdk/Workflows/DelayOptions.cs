namespace Temporalio.Workflows;

/// <summary>A timer of a workflow.</summary>
public class DelayOptions : ICloneable
{
    /// <summary>Creates options with their defaults.</summary>
    public DelayOptions()
    {
    }

    /// <summary>Creates options from their parts; the delay is in milliseconds.</summary>
    public DelayOptions(int millisecondsDelay, string? summary = null, CancellationToken? cancellationToken = null)
        : this(TimeSpan.FromMilliseconds(millisecondsDelay), summary, cancellationToken)
    {
    }

    /// <summary>Creates options from their parts.</summary>
    public DelayOptions(TimeSpan delay, string? summary = null, CancellationToken? cancellationToken = null)
    {
        Delay = delay;
        Summary = summary;
        CancellationToken = cancellationToken;
    }

    /// <summary>How long; zero is taken as one millisecond, <see cref="Timeout.InfiniteTimeSpan"/> waits for cancellation only.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>One line for user interfaces.</summary>
    public string? Summary { get; set; }

    /// <summary>Cancels the call; null takes <see cref="Workflow.CancellationToken"/>.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
