using Temporal.Server.Hosting;
using Temporal.Server.Visibility;

namespace Temporal.Server.Storage;

/// <summary>The four faces of one store.</summary>
/// <param name="Runs">Executions; owns the rest.</param>
/// <param name="Catalog">Namespaces.</param>
/// <param name="Closed">Retention.</param>
/// <param name="Visibility">List and count.</param>
internal sealed record StoreSet(IStore Runs, ICatalogStore Catalog, IClosedRunStore Closed, IVisibilityReader Visibility)
{
    /// <summary>Opens the store that the options name.</summary>
    public static Task<StoreSet> OpenAsync(EmbeddedTemporalServerOptions options, CancellationToken cancellationToken)
    {
        var index = new VisibilityIndex();
        if (options.Store.ConnectionString is null)
        {
            var memory = new MemoryStore(index);
            return Task.FromResult(new StoreSet(memory, memory, memory, index));
        }

        throw new NotSupportedException("The PostgreSQL store is not part of this build.");
    }
}
