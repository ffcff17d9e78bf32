namespace Vibe.Data.Changes;

/// <summary>
/// Wakes those who work on stored rows, across processes (PostgreSQL's LISTEN and NOTIFY). A wake-up is a hint: it may come for nothing and, while the connection
/// to the database is away, not at all; who waits looks by itself from time to time.
/// </summary>
public interface IChangeFeed
{
    /// <summary>Begins to remember changes of these kinds, so that none between looking and waiting is missed.</summary>
    ChangeSubscription Subscribe(params ChangeKind[] kinds);
}
