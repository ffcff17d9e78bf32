using Vibe.Data.Leases;

namespace Vibe.Data.Tests.Leases;

public sealed class TurnsTests
{
    [SkippableFact]
    public async Task TryTakeAsync_ManyAtOnce_IsOnesTurnUntilThePauseIsOver()
    {
        await using var stores = await Stores.OpenAsync();
        var turns = stores.Get<ITurns>();

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => turns.TryTakeAsync("sweep", TimeSpan.FromHours(1), CancellationToken.None)));

        Assert.Single(taken, t => t);
        Assert.True(await turns.TryTakeAsync("other", TimeSpan.FromHours(1), CancellationToken.None));
        await stores.ExecuteAsync("update vibe.turns set next_at = now() - interval '1 second' where name = 'sweep'");
        Assert.True(await turns.TryTakeAsync("sweep", TimeSpan.FromHours(1), CancellationToken.None));
        Assert.False(await turns.TryTakeAsync("sweep", TimeSpan.FromHours(1), CancellationToken.None));
    }
}
