using Temporal.Server.Namespaces;
using Temporal.Server.Storage;
using Temporal.Server.Visibility;

namespace Temporal.Server.Tests.Storage;

/// <summary>A store of one test.</summary>
internal sealed record OpenStore(IStore Runs, ICatalogStore Catalog, IClosedRunStore Closed, IVisibilityReader Visibility) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Runs.DisposeAsync();
}
