using Temporal.Server.Storage;
using Temporal.Server.Visibility;

namespace Temporal.Server.Tests.Storage;

public sealed class MemoryStoreTests : StoreContract
{
    internal override Task<OpenStore> OpenAsync()
    {
        var index = new VisibilityIndex();
        var store = new MemoryStore(index);
        return Task.FromResult(new OpenStore(store, store, store, index));
    }
}
