using Temporal.Server.Keys;

namespace Temporal.Server.Storage;

/// <summary>What retention asks of a store.</summary>
internal interface IClosedRunStore
{
    /// <summary>Runs of a namespace that closed before <paramref name="closedBefore"/>, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<RunKey>> FindClosedAsync(string namespaceId, DateTimeOffset closedBefore, int limit, CancellationToken cancellationToken);

    /// <summary>Runs of a namespace, open ones too, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<RunKey>> FindAllAsync(string namespaceId, int limit, CancellationToken cancellationToken);
}
