namespace Vibe.Chat.Outbound;

/// <summary>What became of a call to a platform. Adapters return it; they throw only when cancelled or broken.</summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    /// <summary>It is there.</summary>
    /// <param name="MessageId">The platform's id of the message or file; for a private answer or a dialog it may be empty.</param>
    /// <param name="IsOutsideThread">Whether the thread that it was meant for is gone, so that it stands in the channel by itself.</param>
    public sealed record Delivered(string MessageId, bool IsOutsideThread = false) : DeliveryOutcome;

    /// <summary>The message that was to be edited is not there any more: somebody deleted it.</summary>
    /// <param name="Code">The platform's word, for example <c>message_not_found</c>.</param>
    /// <param name="Reason">For people: what happened.</param>
    public sealed record Gone(string Code, string Reason) : DeliveryOutcome;

    /// <summary>The platform asks to wait; nothing was done.</summary>
    /// <param name="RetryAfter">For how long.</param>
    /// <param name="Scope">Whether only this channel is meant, or the method in the whole workspace.</param>
    public sealed record RateLimited(TimeSpan RetryAfter, RateScope Scope) : DeliveryOutcome;

    /// <summary>It was refused for good; trying again changes nothing.</summary>
    /// <param name="Code">The platform's word, for example <c>msg_too_long</c>.</param>
    /// <param name="Reason">For people who run Vibe: what went wrong and what to do.</param>
    public sealed record Failed(string Code, string Reason) : DeliveryOutcome;

    /// <summary>It is refused until somebody mends something: invites the app, unarchives the channel, installs the app again. Nothing was done.</summary>
    /// <param name="Code">The platform's word, for example <c>not_in_channel</c>.</param>
    /// <param name="Reason">For people: what went wrong and what to do.</param>
    public sealed record Blocked(string Code, string Reason) : DeliveryOutcome;

    /// <summary>It did not work now: no connection, a time-out, an error of the platform's.</summary>
    /// <param name="Code">A short word for it, for example <c>timeout</c> or <c>internal_error</c>.</param>
    /// <param name="MayBeDone">Whether the platform may have done it all the same: then it is looked for before it is done again.</param>
    public sealed record Unavailable(string Code, bool MayBeDone) : DeliveryOutcome;
}
