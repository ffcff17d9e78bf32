using Temporal.Server.Namespaces;
using Temporal.Server.Storage;
using Temporal.Server.Storage.Postgres;
using Temporal.Server.Visibility;

namespace Temporal.Server.Hosting;

/// <summary>The faces of one store.</summary>
/// <param name="Runs">Executions; owns the rest.</param>
/// <param name="Catalog">Namespaces.</param>
/// <param name="Closed">Retention.</param>
/// <param name="Visibility">List and count.</param>
/// <param name="IsAvailable">False while the database is away.</param>
internal sealed record StoreSet(IStore Runs, ICatalogStore Catalog, IClosedRunStore Closed, IVisibilityReader Visibility, Func<bool> IsAvailable)
{
    /// <summary>Opens the store that the options name.</summary>
    public static async Task<StoreSet> OpenAsync(EmbeddedTemporalServerOptions options, CancellationToken cancellationToken)
    {
        var index = new VisibilityIndex();
        if (options.Store.ConnectionString is null)
        {
            var memory = new MemoryStore(index);
            return new StoreSet(memory, memory, memory, index, static () => true);
        }

        var postgres = await PostgresStore.OpenAsync(
            options.Store.ConnectionString, options.Store.Schema, index, options.LoggerFactory, cancellationToken);
        var visibility = new PostgresVisibility(index, postgres.Reads, options.Store.Schema);
        return new StoreSet(postgres, postgres, postgres, visibility, () => postgres.IsAvailable);
    }
}
