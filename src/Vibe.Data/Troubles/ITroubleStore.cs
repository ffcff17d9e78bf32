namespace Vibe.Data.Troubles;

/// <summary>Looks for what was given up.</summary>
public interface ITroubleStore
{
    /// <summary>Counts it.</summary>
    Task<TroubleCount> CountAsync(CancellationToken cancellationToken);
}
