using Temporal.Server.Limits;

namespace Temporal.Server.Tests.Limits;

public sealed class DynamicConfigTests
{
    [Fact]
    public void Apply_KnownNames_SetTheLimits()
    {
        var limits = new ServerLimits();
        var search = new SearchAttributeLimits();

        DynamicConfig.Apply(
            new Dictionary<string, string>
            {
                ["history.longPollExpirationInterval"] = "5s",
                ["limit.blobSize.error"] = "1000",
                ["limit.historyCount.suggestContinueAsNew"] = "10",
                ["frontend.visibilityMaxPageSize"] = "7",
                ["matching.enableFairness"] = "false",
            },
            limits,
            search);

        Assert.Equal(
            (TimeSpan.FromSeconds(5), 1000, 10L, 7, false),
            (limits.HistoryLongPoll, limits.BlobSize, limits.HistoryCountSuggestContinueAsNew, search.PageSize, limits.EnableFairness));
    }

    [Fact]
    public void Apply_UnknownNamesAndWrongValues_AreNamedTogether()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => DynamicConfig.Apply(
            new Dictionary<string, string> { ["history.nope"] = "1", ["limit.blobSize.error"] = "many" }, new ServerLimits(), new SearchAttributeLimits()));

        Assert.Contains("\"history.nope\" is not known", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("\"many\" is not a whole number", refusal.Message, StringComparison.Ordinal);
    }
}
