using Vibe.Data.Line;

namespace Vibe.Data.Tests.Line;

public sealed class LineStoreTests
{
    [SkippableFact]
    public async Task SaveAsync_ByManyAtOnceInAnyOrder_LeavesTheNewest()
    {
        await using var stores = await Stores.OpenAsync();
        var lines = stores.Get<ILineStore>();
        var builds = Enumerable.Range(0, 50).Select(i => $"b{i}").ToArray();

        await Task.WhenAll(Enumerable.Range(1, 40).Reverse().Select(r => lines.SaveAsync(Some.Line(r, builds[..r]), CancellationToken.None)));

        var newest = await lines.FindAsync("default", CancellationToken.None);
        Assert.Equal(40, newest!.Revision);
        Assert.Equivalent(Some.Line(40, builds[..40]), newest, strict: true);
        Assert.Equal(40, await stores.ScalarAsync<long>("select count(*) from vibe.line_places"));
        Assert.Single(await lines.ListAsync(CancellationToken.None));
        Assert.False(await lines.SaveAsync(Some.Line(40), CancellationToken.None));
    }

    [SkippableFact]
    public async Task SaveAsync_BuildMovedToAnotherPool_HasOnePlace()
    {
        await using var stores = await Stores.OpenAsync();
        var lines = stores.Get<ILineStore>();
        await lines.SaveAsync(Some.Line(1, "a"), CancellationToken.None);

        await lines.SaveAsync(Some.Line(1, "a") with { Pool = "other" }, CancellationToken.None);
        await lines.SaveAsync(Some.Line(2), CancellationToken.None);

        Assert.Equal("other", await stores.ScalarAsync<string>("select pool from vibe.line_places"));
        Assert.Null(await lines.FindAsync("none", CancellationToken.None));
    }
}
