namespace Temporalio.Workflows;

/// <summary>A wait of a workflow until something is true.</summary>
public class WaitConditionOptions : ICloneable
{
    /// <summary>Creates options with a condition that is true at once.</summary>
    public WaitConditionOptions()
        : this(static () => true)
    {
    }

    /// <summary>Creates options from their parts.</summary>
    public WaitConditionOptions(Func<bool> conditionCheck, TimeSpan? timeout = null, string? timeoutSummary = null, CancellationToken? cancellationToken = null)
    {
        ConditionCheck = conditionCheck;
        Timeout = timeout;
        TimeoutSummary = timeoutSummary;
        CancellationToken = cancellationToken;
    }

    /// <summary>What is waited for; must not change anything and must not block.</summary>
    public Func<bool> ConditionCheck { get; set; }

    /// <summary>How long at most; null or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> waits without end and without a timer.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>One line for user interfaces, on the timer.</summary>
    public string? TimeoutSummary { get; set; }

    /// <summary>Cancels the call; null takes <see cref="Workflow.CancellationToken"/>.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
