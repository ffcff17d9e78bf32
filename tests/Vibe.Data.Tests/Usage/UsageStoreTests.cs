using Vibe.Core.Cards;
using Vibe.Data.Usage;

namespace Vibe.Data.Tests.Usage;

public sealed class UsageStoreTests
{
    [SkippableFact]
    public async Task TotalAsync_SeveralStages_SumsWithoutTheSlot()
    {
        await using var stores = await Stores.OpenAsync();
        var usage = stores.Get<IUsageStore>();
        Assert.Null(await usage.TotalAsync(Some.Build(), CancellationToken.None));

        await usage.RecordAsync(Entry("1", "Generating", 10) with { CostUsd = 0.25m }, CancellationToken.None);
        await usage.RecordAsync(Entry("2", "Reviewing", 20) with { CostUsd = 0.5m }, CancellationToken.None);
        await usage.RecordAsync(Entry("2", "Reviewing", 20) with { CostUsd = 0.5m }, CancellationToken.None);
        await usage.RecordAsync(Entry("3", UsageEntry.SlotStage, 60), CancellationToken.None);

        Assert.Equal(new ModelUse("m", "openai", 200, 20, 0.75m), await usage.TotalAsync(Some.Build(), CancellationToken.None));
        await usage.RecordAsync(Entry("4", "Fixing", 5), CancellationToken.None);
        Assert.Null((await usage.TotalAsync(Some.Build(), CancellationToken.None))!.CostUsd);
    }

    [SkippableFact]
    public async Task TypicalAsync_Measured_IsTheMedian()
    {
        await using var stores = await Stores.OpenAsync();
        var usage = stores.Get<IUsageStore>();
        Assert.Null(await usage.TypicalAsync("default", "Generating", CancellationToken.None));
        foreach (var (seconds, i) in new[] { 10, 1000, 20 }.Select((s, i) => (s, i)))
        {
            await usage.RecordAsync(Entry($"{i}", "Generating", seconds), CancellationToken.None);
        }

        Assert.Equal(TimeSpan.FromSeconds(20), await usage.TypicalAsync("default", "Generating", CancellationToken.None));
        Assert.Null(await usage.TypicalAsync("other", "Generating", CancellationToken.None));
    }

    private static UsageEntry Entry(string key, string stage, int seconds) => new()
    {
        Key = key,
        BuildId = Some.Build(),
        Stage = stage,
        Pool = "default",
        Provider = "openai",
        Model = "m",
        InputTokens = 100,
        OutputTokens = 10,
        Duration = TimeSpan.FromSeconds(seconds),
    };
}
