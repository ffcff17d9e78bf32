namespace Vibe.Data.Outbox;

/// <summary>The publishers' side of the outbox.</summary>
public interface IOutboxLeases
{
    /// <summary>
    /// Leases what is due, each row to one caller among all processes: decisions and ends first, then first cards, progress, and places in line by place;
    /// newest state only. A row that sends is marked as perhaps sent until an outcome is recorded.
    /// </summary>
    Task<IReadOnlyList<OutboxLease>> LeaseAsync(OutboxLeaseRequest request, CancellationToken cancellationToken);

    /// <summary>Records a success. False where the lease was lost meanwhile.</summary>
    Task<bool> RecordAsync(OutboxLease lease, OutboxPublished published, CancellationToken cancellationToken);

    /// <summary>Holds the row for longer, counted from now, while a call for it is under way. False where the lease was lost meanwhile: then stop.</summary>
    Task<bool> RenewAsync(OutboxLease lease, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Records how far an upload has come, before it goes on. False where the lease was lost meanwhile: then stop.</summary>
    Task<bool> RecordProgressAsync(OutboxLease lease, string progress, CancellationToken cancellationToken);

    /// <summary>Gives rows back untried: the limit was used up.</summary>
    Task ReleaseAsync(IReadOnlyList<OutboxLease> leases, CancellationToken cancellationToken);

    /// <summary>Gives a row back after a failed attempt, to be handed out after a delay.</summary>
    /// <param name="lease">The row.</param>
    /// <param name="delay">How long to wait.</param>
    /// <param name="mayBeSent">Whether the platform may have carried it out all the same.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<bool> RetryAsync(OutboxLease lease, TimeSpan delay, bool mayBeSent, CancellationToken cancellationToken);

    /// <summary>Gives a row back that is refused until somebody mends something, to be tried again after a delay; it counts among the troubles meanwhile.</summary>
    Task<bool> BlockAsync(OutboxLease lease, TimeSpan delay, OutboxBlock block, CancellationToken cancellationToken);

    /// <summary>
    /// Records that a card's message is gone, so that the card is posted anew: as a reply where the message was one or began a thread. Audited. False where the lease was lost meanwhile.
    /// </summary>
    Task<bool> LoseAsync(OutboxLease lease, string code, string reason, CancellationToken cancellationToken);

    /// <summary>Gives a row up; it stays visible in <see cref="ListFailuresAsync"/>. A newer revision of a card is tried again.</summary>
    Task<bool> FailAsync(OutboxLease lease, string code, string reason, CancellationToken cancellationToken);

    /// <summary>What was given up, newest first, at most so many.</summary>
    Task<IReadOnlyList<OutboxFailure>> ListFailuresAsync(int count, CancellationToken cancellationToken);

    /// <summary>Tries a row that was given up again, or one at once that is refused until somebody mends something. False where it is neither.</summary>
    Task<bool> ReviveAsync(long id, CancellationToken cancellationToken);
}
