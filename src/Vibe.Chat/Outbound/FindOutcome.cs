namespace Vibe.Chat.Outbound;

/// <summary>What became of the search for a message.</summary>
public abstract record FindOutcome
{
    private FindOutcome()
    {
    }

    /// <summary>It is there.</summary>
    /// <param name="MessageId">The platform's id.</param>
    /// <param name="IsOutsideThread">As <see cref="DeliveryOutcome.Delivered.IsOutsideThread"/>.</param>
    public sealed record Found(string MessageId, bool IsOutsideThread = false) : FindOutcome;

    /// <summary>It is not there.</summary>
    public sealed record Missing : FindOutcome;

    /// <summary>It could not be found out now.</summary>
    /// <param name="RetryAfter">When to look again.</param>
    /// <param name="Code">A short word for why.</param>
    /// <param name="Reason">Where it is refused until somebody mends something: what went wrong and what to do.</param>
    public sealed record Undecided(TimeSpan RetryAfter, string Code, string? Reason = null) : FindOutcome;
}
