namespace Temporal.Server.Storage.Postgres;

/// <summary>A commit that waits for its turn.</summary>
internal sealed class PendingCommit(StoreCommit commit)
{
    public StoreCommit Commit { get; } = commit;

    /// <summary>Completes when the commit is on disk.</summary>
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
