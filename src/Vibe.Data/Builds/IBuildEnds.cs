using Vibe.Core.Builds;

namespace Vibe.Data.Builds;

/// <summary>Tells the end of builds whose workflow cannot tell it any more.</summary>
public interface IBuildEnds
{
    /// <summary>
    /// Shows the end on the build's card, notifies the requester and writes it into the audit log, all of it once. A build that has shown an end is left as it is.
    /// </summary>
    /// <returns>What is shown, or <see langword="null"/> where there was nothing to do.</returns>
    Task<string?> EndAsync(BuildId id, OutsideEnd end, CancellationToken cancellationToken);
}
