using Vibe.Core.Capacity;

namespace Vibe.Data.Line;

/// <summary>The latest snapshot of each pool's line.</summary>
public interface ILineStore
{
    /// <summary>
    /// Replaces the pool's snapshot unless a newer revision is there, and wakes the publishers, so that waiting cards are rendered anew. False where it was older.
    /// </summary>
    Task<bool> SaveAsync(LineSnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>The pool's snapshot, or <see langword="null"/> before the first.</summary>
    Task<LineSnapshot?> FindAsync(string pool, CancellationToken cancellationToken);

    /// <summary>The snapshots of all pools, by name.</summary>
    Task<IReadOnlyList<LineSnapshot>> ListAsync(CancellationToken cancellationToken);
}
