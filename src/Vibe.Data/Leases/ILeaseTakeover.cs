namespace Vibe.Data.Leases;

/// <summary>Ends the leases of processes that have ended without giving them back.</summary>
public interface ILeaseTakeover
{
    /// <summary>
    /// Ends the leases on events and messages that processes of this machine held which are certainly gone. A message that may have been sent is still looked for before it is sent again.
    /// Leases of processes elsewhere end by their time.
    /// </summary>
    /// <returns>The number of rows.</returns>
    Task<int> TakeOverAsync(CancellationToken cancellationToken);
}
