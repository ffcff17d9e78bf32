namespace Vibe.Data.Leases;

/// <summary>Work that one process of all does now and then.</summary>
public interface ITurns
{
    /// <summary>Whether it is due and this process's turn. Who is told so does it now; the next turn is after the pause, also where this process dies amid it.</summary>
    Task<bool> TryTakeAsync(string name, TimeSpan pause, CancellationToken cancellationToken);
}
