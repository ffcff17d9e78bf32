namespace Vibe.Data.Inbox;

/// <summary>Takes each chat event exactly once and hands it out until it is done.</summary>
public interface IInboxStore
{
    /// <summary>
    /// Stores an event unless it is there. Returns after the commit, which many concurrent callers share; wakes the dispatchers of this process.
    /// </summary>
    /// <exception cref="Npgsql.NpgsqlException">It could not be stored: the platform must not be told that it was.</exception>
    Task<InboxReceipt> StoreAsync(InboxEntry entry, CancellationToken cancellationToken);

    /// <summary>Leases the oldest events that are due, each to one caller among all processes.</summary>
    /// <param name="count">At most so many.</param>
    /// <param name="duration">After this time without an outcome they are handed out again.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<IReadOnlyList<InboxLease>> LeaseAsync(int count, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Records that the event had its effect. False where the lease was lost meanwhile.</summary>
    Task<bool> CompleteAsync(InboxLease lease, CancellationToken cancellationToken);

    /// <summary>Gives the event back, to be handed out after a delay. False where the lease was lost meanwhile.</summary>
    Task<bool> RetryAsync(InboxLease lease, TimeSpan delay, string error, CancellationToken cancellationToken);

    /// <summary>As <see cref="RetryAsync"/>, after an error of ours: it counts among the failures.</summary>
    Task<bool> FailAsync(InboxLease lease, TimeSpan delay, string error, CancellationToken cancellationToken);

    /// <summary>Gives the event up; it stays visible in <see cref="ListDeadAsync"/>. False where the lease was lost meanwhile.</summary>
    Task<bool> BuryAsync(InboxLease lease, string error, CancellationToken cancellationToken);

    /// <summary>Claims the right to send the event's answer with this number, which is given once: private answers are sent at most once.</summary>
    /// <param name="lease">The event.</param>
    /// <param name="answer">1 for the first answer, 2 for the next.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<bool> TryClaimAnswerAsync(InboxLease lease, int answer, CancellationToken cancellationToken);

    /// <summary>The events that were given up, newest first, at most so many.</summary>
    Task<IReadOnlyList<DeadInboxEvent>> ListDeadAsync(int count, CancellationToken cancellationToken);

    /// <summary>Hands a dead event out again as if it were new; its sender is told of the outcome. False where it is not dead.</summary>
    Task<bool> ReviveAsync(long id, CancellationToken cancellationToken);

    /// <summary>Deletes events that were done longer ago than this, and returns how many. Within that time repeats are recognised: keep a day at least.</summary>
    Task<int> PruneAsync(TimeSpan age, CancellationToken cancellationToken);
}
