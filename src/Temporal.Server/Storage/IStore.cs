using Temporal.Server.Keys;

namespace Temporal.Server.Storage;

/// <summary>Where executions survive a restart: run states, their histories, the current run of each workflow id and the visibility records.</summary>
/// <remarks>
/// One state transition is one <see cref="StoreCommit"/>. Commits are applied in the order of the calls of <see cref="CommitAsync"/>, so a caller may
/// build the next transition on one that is not durable yet; nothing is acknowledged before its commit is. Timers and task backlogs are not stored:
/// they follow from the run states and are built again from <see cref="LoadOpenRunsAsync"/>.
/// </remarks>
internal interface IStore : IAsyncDisposable
{
    /// <summary>Queues the commit before it returns, and completes when it is durable; many commits may share one write.</summary>
    /// <remarks>After a failure every later commit fails too, because it may build on this one, until <see cref="RenewAsync"/>.</remarks>
    Task CommitAsync(StoreCommit commit);

    /// <summary>Begins anew after a failed commit. What was durable is there; the caller reads all open runs again.</summary>
    /// <exception cref="StoreTakenException">Another server writes to this store now.</exception>
    Task RenewAsync(CancellationToken cancellationToken);

    /// <summary>All runs that are not closed, for recovery at start.</summary>
    IAsyncEnumerable<StoredRun> LoadOpenRunsAsync(CancellationToken cancellationToken);

    /// <summary>The newest run of a workflow id, open or closed; null when there is none. Sees every durable commit.</summary>
    ValueTask<CurrentRun?> ReadCurrentRunAsync(string namespaceId, string workflowId, CancellationToken cancellationToken);

    /// <summary>One run, open or closed; null when it is unknown or deleted.</summary>
    ValueTask<StoredRun?> ReadRunAsync(RunKey key, CancellationToken cancellationToken);

    /// <summary>The batches that hold events of [<paramref name="firstEventId"/>, <paramref name="nextEventId"/>), in order and whole, until about <paramref name="maximumBytes"/> (at least one).</summary>
    ValueTask<IReadOnlyList<HistoryBatch>> ReadHistoryAsync(RunKey key, long firstEventId, long nextEventId, int maximumBytes, CancellationToken cancellationToken);

    /// <summary>Forgets a closed run: state, parts, history, visibility, and the current run if it is this one.</summary>
    Task DeleteRunAsync(RunKey key, CancellationToken cancellationToken);
}
